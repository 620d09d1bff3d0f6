package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Stock holds units of one pair that were fetched in advance: Redis has counted them already.
type Stock struct {
	rules     *Rules
	limits    []Limit
	shelfLife time.Duration

	lock        sync.Mutex
	units       int64
	useBefore   time.Time
	last        Decision
	toldAt      time.Time
	denied      *Ruling
	deniedCost  int64
	deniedUntil time.Time
	failedAt    time.Time
}

func newStock(rules *Rules, limits []Limit) *Stock {
	stock := &Stock{rules: rules, limits: limits, shelfLife: limits[0].Period}
	for _, limit := range limits {
		stock.shelfLife = min(stock.shelfLife, limit.Period)
	}
	return stock
}

func (s *Stock) isStale(now time.Time) bool {
	if !s.lock.TryLock() {
		return false
	}
	defer s.lock.Unlock()
	return now.After(s.useBefore) && now.After(s.deniedUntil)
}

// fetch takes units of all limits: at least the first number, at most the second.
type fetch func(ctx context.Context, cost, most int64) (taken, error)

// Decide decides from the stock, or after a fetch; one at a time, since each brings a batch.
func (s *Stock) Decide(ctx context.Context, cost int64, fetch fetch) (Ruling, error) {
	entered := time.Now()
	s.lock.Lock()
	defer s.lock.Unlock()
	now := time.Now()
	if s.units >= cost && now.Before(s.useBefore) {
		s.units -= cost
		return s.fromStock(now), nil
	}
	if s.denied != nil && cost == s.deniedCost && now.Before(s.deniedUntil) {
		return s.deniedFor(now), nil
	}
	if s.failedAt.After(entered) {
		// A caller that waited for another one has waited long enough.
		return Ruling{}, errSilent
	}
	return s.fetched(ctx, cost, fetch)
}

func (s *Stock) fetched(ctx context.Context, cost int64, fetch fetch) (Ruling, error) {
	asked := time.Now()
	most := max(cost, s.rules.Batch)
	s.units = 0
	t, err := fetch(ctx, cost, most)
	if err != nil {
		if errors.Is(err, errSilent) {
			s.failedAt = time.Now()
		}
		return Ruling{}, err
	}
	ruling := rulingOf(s.limits, t)
	// Not earlier: a client that comes back when a denial ends must be admitted.
	s.toldAt = time.Now()
	s.denied, s.deniedCost, s.deniedUntil = nil, cost, s.toldAt
	if t.units < most {
		// A limit that gave less than was asked for has no more before it says so.
		s.denied = &ruling
	}
	if t.units > 0 {
		s.deniedCost = 1
	}
	for _, one := range t.states {
		if until := s.toldAt.Add(one.delay); until.After(s.deniedUntil) {
			s.deniedUntil = until
		}
	}
	if t.units == 0 {
		return ruling, nil
	}
	s.units, s.useBefore, s.last = t.units-cost, asked.Add(s.shelfLife), ruling.Decision
	return s.fromStock(s.toldAt), nil
}

// fromStock tells what Redis said remains, and what is left here of what was fetched.
func (s *Stock) fromStock(now time.Time) Ruling {
	decision := s.aged(s.last, now)
	decision.Remaining += s.units
	return Ruling{Decision: decision}
}

func (s *Stock) deniedFor(now time.Time) Ruling {
	ruling := *s.denied
	ruling.Decision = s.aged(ruling.Decision, now)
	ruling.Decision.Allowed = false
	ruling.Decision.RetryAfter = millis(s.deniedUntil.Sub(now))
	if len(ruling.Violated) == 0 {
		ruling.Violated = []string{ruling.Decision.Policy}
	}
	return ruling
}

// aged is what Redis said, by now.
func (s *Stock) aged(decision Decision, now time.Time) Decision {
	decision.ResetAfter = millis(max(0, time.Duration(decision.ResetAfter)-now.Sub(s.toldAt)))
	return decision
}
