package main

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
)

// slotLease is how long a slot lasts that nobody renews.
const slotLease = 2 * time.Second

var (
	acquire = script("acquire")
	renew   = script("renew")
	release = script("release")
	slotID  = regexp.MustCompile(`(?s)^[^@]*@(\d{1,6})@(.*)$`)
)

// Slots have leases: the holder extends a slot while alive; an expired slot is nobody's.
type Slots struct {
	serverOf func(pair string) *Server

	lock sync.Mutex
	held map[string]bool
}

// Acquire takes a slot, if one of so many is free; its id also says whose it is.
func (s *Slots) Acquire(ctx context.Context, route, client string, slots int64) (string, error) {
	id := fmt.Sprintf("%s@%d@%s%s", uuid.NewString(), len(route), route, client)
	done, err := s.run(ctx, acquire, id, slots, slotLease.Milliseconds())
	if err != nil || !done {
		return "", err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.held[id] = true
	return id, nil
}

// Release gives a slot back.
func (s *Slots) Release(ctx context.Context, id string) (bool, error) {
	// First, so that no renewal begins that could not succeed.
	s.forget(id)
	if _, is := pairOf(id); !is {
		return false, nil
	}
	return s.run(ctx, release, id)
}

// Renew moves the end of all slots on that this process holds at the server. All in one exchange: one after the other, many would
// take longer than a lease.
func (s *Slots) Renew(ctx context.Context, server *Server) error {
	ids := s.heldAt(server)
	keys := make([]string, len(ids))
	arguments := make([][]any, len(ids))
	for i, id := range ids {
		keys[i] = keyOf(id)
		arguments[i] = []any{id, slotLease.Milliseconds()}
	}
	answers, err := server.runEach(ctx, renew, keys, arguments)
	if err != nil {
		return err
	}
	for i, answer := range answers {
		if held, err := answer.(*redis.Cmd).Int(); err == nil && held == 0 {
			s.forget(ids[i])
		}
	}
	return nil
}

func (s *Slots) heldAt(server *Server) (ids []string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for id := range s.held {
		if pair, _ := pairOf(id); s.serverOf(pair) == server {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *Slots) forget(id string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.held, id)
}

func (s *Slots) run(ctx context.Context, script *redis.Script, id string, arguments ...any) (bool, error) {
	pair, _ := pairOf(id)
	done, err := s.serverOf(pair).run(ctx, script, []string{keyOf(id)}, append([]any{id}, arguments...)...)
	return err == nil && done.(int64) == 1, err
}

func keyOf(id string) string {
	pair, _ := pairOf(id)
	return "slots:" + pair
}

// pairOf says whose slot it is, and whether the text is a slot's at all.
func pairOf(id string) (string, bool) {
	parts := slotID.FindStringSubmatch(id)
	if parts == nil {
		return "", false
	}
	length, err := strconv.Atoi(parts[1])
	if err != nil || length > len(parts[2]) {
		return "", false
	}
	return textOf(parts[2][:length], parts[2][length:]), true
}
