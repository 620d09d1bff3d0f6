package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	most             = 1_000_000_000
	longestLog       = 10_000
	fullAfterSeconds = 30 * 86_400
)

var (
	algorithms = []string{"FIXED_WINDOW", "SLIDING_LOG", "SLIDING_COUNTER", "TOKEN_BUCKET"}
	limitName  = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)
)

// Limit is one limit of a route.
type Limit struct {
	Name      string
	Algorithm string
	Amount    int64
	Period    time.Duration
	Burst     int64
}

// Capacity is the highest cost that the limit can ever admit.
func (l Limit) Capacity() int64 {
	if l.Algorithm == "TOKEN_BUCKET" {
		return l.Burst
	}
	return l.Amount
}

// Rules are what the configuration says of a route.
type Rules struct {
	Limits  []Limit
	Clients map[string][]Limit
	Open    bool
	Slots   int64
	Batch   int64
}

// LimitsOf are those that hold for a client.
func (r *Rules) LimitsOf(client string) []Limit {
	if own, there := r.Clients[client]; there {
		return own
	}
	return r.Limits
}

// A node is a part of the document, and the JSON pointer of its place.
type node struct {
	value any
	at    string
}

// parse reads a document and checks every rule of the contract; an error says where.
func parse(document string) (routes map[string]*Rules, err error) {
	defer func() {
		switch wrong := recover().(type) {
		case nil:
		case *ContractError:
			routes, err = nil, wrong
		default:
			panic(wrong)
		}
	}()
	decoder := json.NewDecoder(strings.NewReader(document))
	decoder.UseNumber()
	var root any
	if err := decoder.Decode(&root); err != nil {
		return nil, contractError("BadConfigurationException", "line %d: %v", line(document, err), err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, contractError("BadConfigurationException", "line %d: more than one document", 1+strings.Count(document, "\n"))
	}
	if _, is := root.(map[string]any); !is {
		fail("line 1", "must be a JSON object")
	}
	whole := node{root, ""}
	whole.object("routes")
	named := whole.member("routes")
	routes = map[string]*Rules{}
	for name := range named.object() {
		routes[name] = named.member(name).rules()
	}
	return routes, nil
}

func line(document string, err error) int {
	offset := int64(len(document))
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = min(offset, syntax.Offset)
	}
	return 1 + strings.Count(document[:offset], "\n")
}

func (n node) rules() *Rules {
	n.object("limits", "onFailure", "slots", "batch", "clients")
	rules := &Rules{Limits: n.member("limits").limits(), Clients: map[string][]Limit{}, Slots: 1, Batch: 1}
	if failure := n.member("onFailure"); failure.value != nil {
		rules.Open = failure.constant("OPEN", "CLOSED") == "OPEN"
	}
	if slots := n.member("slots"); slots.value != nil {
		rules.Slots = slots.number(1_000)
	}
	if batch := n.member("batch"); batch.value != nil {
		rules.Batch = batch.number(1_000)
	}
	if clients := n.member("clients"); clients.value != nil {
		for name := range clients.object() {
			client := clients.member(name)
			client.object("limits")
			rules.Clients[name] = client.member("limits").limits()
		}
	}
	return rules
}

func (n node) limits() []Limit {
	nodes, is := n.value.([]any)
	n.check(is && len(nodes) >= 1 && len(nodes) <= 8, "must be 1 to 8 limits")
	var limits []Limit
	for i, value := range nodes {
		one := node{value, fmt.Sprintf("%s/%d", n.at, i)}
		limit := one.limit()
		named := func(other Limit) bool { return other.Name == limit.Name }
		one.member("name").check(!slices.ContainsFunc(limits, named), "another limit has that name")
		limits = append(limits, limit)
	}
	return limits
}
