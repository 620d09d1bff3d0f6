package main

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"
)

// take takes as many units as all limits have room for, between cost and most.
func (l *Limiter) take(ctx context.Context, pair string, limits []Limit, cost, most int64) (taken, error) {
	var keys []string
	// The last one is a name that no other call has.
	arguments := []any{cost, most, fmt.Sprintf("%s:%d", l.process, l.calls.Add(1))}
	for _, limit := range limits {
		keys = append(keys, "limit:"+pair+":"+limit.Name+":"+limit.Algorithm)
		arguments = append(arguments, limit.Algorithm, limit.Amount, limit.Period.Microseconds(), limit.Burst)
	}
	answer, err := l.serverOf(pair).run(ctx, take, keys, arguments...)
	if err != nil {
		return taken{}, err
	}
	numbers := answer.([]any)
	t := taken{units: numbers[0].(int64)}
	for i := 1; i < len(numbers); i += 3 {
		t.states = append(t.states, state{numbers[i].(int64), micros(numbers[i+1]), micros(numbers[i+2])})
	}
	return t, nil
}

func micros(number any) time.Duration { return time.Duration(number.(int64)) * time.Microsecond }

func (l *Limiter) stock(pair string, rules *Rules, limits []Limit) *Stock {
	l.lock.Lock()
	defer l.lock.Unlock()
	stock := l.stocks[pair]
	if stock == nil || stock.rules != rules {
		stock = newStock(rules, limits)
		l.stocks[pair] = stock
	}
	return stock
}

func (l *Limiter) forgetStocks(context.Context) error {
	l.lock.Lock()
	defer l.lock.Unlock()
	for pair, stock := range l.stocks {
		if stock.isStale(time.Now()) {
			delete(l.stocks, pair)
		}
	}
	return nil
}

// Acquire takes a slot; its id is empty if none is free.
func (l *Limiter) Acquire(ctx context.Context, route, client string) (string, error) {
	if err := checkClient(client); err != nil {
		return "", err
	}
	rules, err := l.Rules(ctx, route)
	if err != nil {
		return "", err
	}
	slot, err := l.slots.Acquire(ctx, route, client, rules.Slots)
	return slot, available(err)
}

// Release gives a slot back, and says whether it was still held.
func (l *Limiter) Release(ctx context.Context, slot string) (bool, error) {
	held, err := l.slots.Release(ctx, slot)
	return held, available(err)
}

// textOf is a text that no other pair has: with the length in front, "a" and "b:c" are not "a:b" and "c".
func textOf(route, client string) string { return fmt.Sprintf("%d:%s:%s", len(route), route, client) }

func checkClient(client string) error {
	if length := utf8.RuneCountInString(client); length < 1 || length > longestClient {
		return contractError("BadClientException", "a client's name has 1 to %d characters, not %d", longestClient, length)
	}
	return nil
}
