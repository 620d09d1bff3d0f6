package main

import (
	"context"
	"errors"
	"hash/crc32"
	"log"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

const (
	longestClient = 256
	lookEvery     = 500 * time.Millisecond
	configuration = "configuration"
)

var take = script("take")

// Limiter shares its limits with other gateways: each decision is one script on one Redis server, which looks at all limits of the
// route and counts in all of them or in none, by its own clock.
type Limiter struct {
	servers []*Server
	slots   *Slots
	known   atomic.Pointer[settings]
	process string
	calls   atomic.Int64

	lock   sync.Mutex
	stocks map[string]*Stock
}

type settings struct {
	document string
	routes   map[string]*Rules
}

// StartLimiter connects, and begins what is done again and again.
func StartLimiter(urls []string) (*Limiter, error) {
	l := &Limiter{process: uuid.NewString(), stocks: map[string]*Stock{}}
	for _, url := range urls {
		server, err := newServer(url)
		if err != nil {
			return nil, err
		}
		l.servers = append(l.servers, server)
	}
	l.slots = &Slots{held: map[string]bool{}, serverOf: l.serverOf}
	if err := l.look(context.Background()); err != nil && !errors.Is(err, errSilent) {
		log.Println(err)
	}
	every(lookEvery, l.look)
	every(slotLease, l.forgetStocks)
	for _, server := range l.servers {
		// In parallel, so that a server that is down does not delay the slots of another.
		every(slotLease/4, func(ctx context.Context) error { return l.slots.Renew(ctx, server) })
	}
	return l, nil
}

// every does something again and again; one failure is not the last turn.
func every(pause time.Duration, task func(context.Context) error) {
	go func() {
		for range time.Tick(pause) {
			if err := task(context.Background()); err != nil && !errors.Is(err, errSilent) {
				log.Println(err)
			}
		}
	}()
}

// Configure checks the document, and only then stores it.
func (l *Limiter) Configure(ctx context.Context, document string) error {
	routes, err := parse(document)
	if err != nil {
		return err
	}
	if err := l.servers[0].set(ctx, configuration, document); err != nil {
		return available(err)
	}
	l.known.Store(&settings{document, routes})
	return nil
}

// look looks instead of being told: what is announced while somebody cannot hear is lost.
func (l *Limiter) look(ctx context.Context) error {
	before := l.known.Load()
	document, err := l.servers[0].get(ctx, configuration)
	if err != nil {
		return err
	}
	if document == "" {
		document = `{"routes": {}}`
	}
	if before != nil && before.document == document {
		return nil
	}
	routes, err := parse(document)
	if err == nil {
		// Unless it was changed here in the meantime: what was read may already be replaced.
		l.known.CompareAndSwap(before, &settings{document, routes})
	}
	return err
}

// Rules are those of a route.
func (l *Limiter) Rules(ctx context.Context, route string) (*Rules, error) {
	if l.known.Load() == nil {
		if err := l.look(ctx); err != nil {
			return nil, available(err)
		}
	}
	rules := l.known.Load().routes[route]
	if rules == nil {
		return nil, contractError("UnknownRouteException", "no route %s", route)
	}
	return rules, nil
}

// Decide decides whether a client may do something now.
func (l *Limiter) Decide(ctx context.Context, route, client string, cost int64) (Ruling, error) {
	if err := checkClient(client); err != nil {
		return Ruling{}, err
	}
	rules, err := l.Rules(ctx, route)
	if err != nil {
		return Ruling{}, err
	}
	limits := rules.LimitsOf(client)
	least := limits[0].Capacity()
	for _, limit := range limits {
		least = min(least, limit.Capacity())
	}
	if cost < 1 || cost > least {
		return Ruling{}, contractError("BadCostException", "a cost is 1 to %d here, not %d", least, cost)
	}
	pair := textOf(route, client)
	fetch := func(ctx context.Context, cost, most int64) (taken, error) {
		return l.take(ctx, pair, limits, cost, most)
	}
	var ruling Ruling
	if rules.Batch > 1 {
		ruling, err = l.stock(pair, rules, limits).Decide(ctx, cost, fetch)
	} else {
		var t taken
		if t, err = fetch(ctx, cost, cost); err == nil {
			ruling = rulingOf(limits, t)
		}
	}
	if errors.Is(err, errSilent) {
		return degraded(rules, limits), nil
	}
	return ruling, err
}

func (l *Limiter) serverOf(pair string) *Server {
	return l.servers[crc32.ChecksumIEEE([]byte(pair))%uint32(len(l.servers))]
}
