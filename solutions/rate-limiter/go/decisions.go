package main

import (
	"fmt"
	"math"
	"time"
)

// Decision goes as the contract's record: durations are ISO 8601.
type Decision struct {
	Allowed    bool     `json:"allowed"`
	Policy     string   `json:"policy"`
	Limit      int64    `json:"limit"`
	Remaining  int64    `json:"remaining"`
	RetryAfter Duration `json:"retryAfter"`
	ResetAfter Duration `json:"resetAfter"`
	Degraded   bool     `json:"degraded"`
}

// Duration is written in seconds with milliseconds, like PT1.5S.
type Duration time.Duration

func (d Duration) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "PT%.3fS", float64(time.Duration(d).Milliseconds())/1000), nil
}

// Seconds are rounded up.
func (d Duration) Seconds() int64 { return int64(math.Ceil(time.Duration(d).Seconds())) }

// millis are rounded up: a client that comes back too early would be denied again.
func millis(d time.Duration) Duration {
	return Duration((d + time.Millisecond - 1).Truncate(time.Millisecond))
}

// Ruling is a decision, and the names of the limits in the way.
type Ruling struct {
	Decision Decision
	Violated []string
}

// taken is what the script says of all limits, and state of one.
type taken struct {
	units  int64
	states []state
}

type state struct {
	remaining int64
	// Until there is room: for the cost if nothing was taken, otherwise for one unit.
	delay time.Duration
	reset time.Duration
}

// rulingOf speaks of the limit in the way; if there is none, of the one that will be in the way first.
func rulingOf(limits []Limit, t taken) Ruling {
	allowed := t.units > 0
	chosen := 0
	var violated []string
	for i, one := range t.states {
		best := t.states[chosen]
		if allowed && one.remaining < best.remaining || !allowed && one.delay > best.delay {
			chosen = i
		}
		if !allowed && one.delay > 0 {
			violated = append(violated, limits[i].Name)
		}
	}
	decision := Decision{
		Allowed:    allowed,
		Policy:     limits[chosen].Name,
		Limit:      limits[chosen].Capacity(),
		Remaining:  t.states[chosen].remaining,
		ResetAfter: millis(t.states[chosen].reset),
	}
	if !allowed {
		decision.RetryAfter = millis(t.states[chosen].delay)
	}
	return Ruling{decision, violated}
}

// degraded is what the route's rules say when nobody can count.
func degraded(rules *Rules, limits []Limit) Ruling {
	decision := Decision{Allowed: rules.Open, Policy: limits[0].Name, Limit: limits[0].Capacity(), Degraded: true}
	if !rules.Open {
		decision.RetryAfter = Duration(time.Second)
	}
	return Ruling{Decision: decision}
}
