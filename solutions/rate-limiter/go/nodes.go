package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

func fail(at, rule string) { panic(contractError("BadConfigurationException", "%s: %s", at, rule)) }

func (n node) check(holds bool, rule string) {
	if !holds {
		fail(n.at, rule)
	}
}

// object is the node's members, of which each must be known; if none are named, all are.
func (n node) object(known ...string) map[string]any {
	members, is := n.value.(map[string]any)
	n.check(is, "must be an object")
	for name := range members {
		n.member(name).check(len(known) == 0 || slices.Contains(known, name), "is not a known member")
	}
	return members
}

func (n node) member(name string) node {
	members, _ := n.value.(map[string]any)
	// As in a JSON pointer, RFC 6901.
	escaped := strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	return node{members[name], n.at + "/" + escaped}
}

func (n node) number(most int64) int64 {
	digits, is := n.value.(json.Number)
	number, err := digits.Int64()
	n.check(is && err == nil && number >= 1 && number <= most, fmt.Sprintf("must be a whole number from 1 to %d, was %v", most, n.value))
	return number
}

func (n node) constant(known ...string) string {
	text, _ := n.value.(string)
	n.check(slices.Contains(known, text), fmt.Sprintf("must be one of %v, was %v", known, n.value))
	return text
}

func (n node) limit() Limit {
	n.object("name", "algorithm", "amount", "periodSeconds", "burst")
	name, _ := n.member("name").value.(string)
	n.member("name").check(limitName.MatchString(name), "must be 1-32 characters: a-z, 0-9 or -")
	limit := Limit{Name: name, Algorithm: n.member("algorithm").constant(algorithms...)}
	bucket := limit.Algorithm == "TOKEN_BUCKET"
	n.member("burst").check(bucket || n.member("burst").value == nil, "is for TOKEN_BUCKET only")
	highest := int64(most)
	if limit.Algorithm == "SLIDING_LOG" {
		highest = longestLog
	}
	limit.Amount = n.member("amount").number(highest)
	seconds := n.member("periodSeconds").number(86_400)
	limit.Period = time.Duration(seconds) * time.Second
	if bucket {
		limit.Burst = n.member("burst").number(most)
	}
	full := limit.Burst*seconds/limit.Amount <= fullAfterSeconds
	n.member("burst").check(full, "an empty bucket must be full again within 30 days")
	return limit
}
