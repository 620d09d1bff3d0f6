package main

import (
	"errors"
	"sync/atomic"
	"time"
)

const (
	primary      = 0
	firstPause   = 5 * time.Millisecond
	longestPause = 80 * time.Millisecond
)

// Database decides which server answers. In the core, server 0 is the primary.
type Database struct {
	servers *Servers
	turn    atomic.Uint32
}

// Answer is what a transaction has returned, and a position at which all of that is visible.
type Answer struct {
	Results []Rows `json:"results"`
	Token   *Token `json:"token"`
}

// Write runs on the primary, once.
func (d *Database) Write(statements []string) (*Answer, error) {
	if err := checkStatements(statements); err != nil {
		return nil, err
	}
	return d.onPrimary(nil, statements)
}

// Read runs on a replica, or on the primary if none answers or a statement writes.
func (d *Database) Read(statements []string) (*Answer, error) {
	if err := checkStatements(statements); err != nil {
		return nil, err
	}
	return d.readOn(d.replicasInTurn(), statements)
}

func (d *Database) readOn(replicas []int, statements []string) (*Answer, error) {
	for _, replica := range replicas {
		answer, err := d.run(replica, nil, statements)
		if errors.Is(err, errReadOnly) {
			break
		}
		if !unavailable(err) {
			return answer, err
		}
	}
	return d.onPrimary(nil, statements)
}

// ReadAfter runs on any replica that has replayed the token, or on the primary when the patience
// is at an end. It holds no connection while it waits.
func (d *Database) ReadAfter(token *Token, patience time.Duration, statements []string) (*Answer, error) {
	if err := errors.Join(checkStatements(statements), checkPatience(patience)); err != nil {
		return nil, err
	}
	if token == nil {
		return d.Read(statements)
	}
	after, err := parse(*token)
	if err != nil {
		return nil, err
	}
	end := time.Now().Add(patience)
	silent := map[int]bool{}
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		lost := false
		for _, replica := range d.replicasInTurn() {
			if silent[replica] {
				continue
			}
			answer, err := d.run(replica, &after, statements)
			switch {
			case errors.Is(err, errBehind):
			case errors.Is(err, errReadOnly):
				return d.onPrimary(&after, statements)
			case unavailable(err):
				silent[replica] = true
				lost = true
			default:
				return answer, err
			}
		}
		left := time.Until(end)
		if len(silent) == d.servers.count()-1 || left <= 0 && !lost {
			return d.onPrimary(&after, statements)
		}
		// One that has fallen silent has taken the time of the others: another look at them at once.
		if !lost {
			time.Sleep(min(pause, left))
		}
	}
}

// onPrimary runs where everything is visible that a token can have been handed out for.
func (d *Database) onPrimary(after *Position, statements []string) (*Answer, error) {
	answer, err := d.run(primary, after, statements)
	switch {
	case errors.Is(err, errBehind):
		return nil, illegal("the token is beyond all that has been written")
	case errors.Is(err, errReadOnly):
		return nil, &ContractError{"UnavailableException", err.Error()}
	}
	return answer, err
}

// run runs the statements, commits, and asks only then how far the server has come.
func (d *Database) run(server int, after *Position, statements []string) (*Answer, error) {
	answer := &Answer{}
	err := d.servers.in(server, func(t *transaction) error {
		if err := reached(t, after); err != nil {
			return err
		}
		results, err := t.runAll(statements)
		if err != nil {
			return err
		}
		if err := t.commit(); err != nil {
			return err
		}
		position, err := t.position()
		answer.Results, answer.Token = results, position.token()
		return err
	})
	return answer, err
}

func reached(t *transaction, after *Position) error {
	if after == nil {
		return nil
	}
	position, err := t.position()
	if err != nil {
		return err
	}
	there, err := position.reaches(*after)
	if err == nil && !there {
		return errBehind
	}
	return err
}

// replicasInTurn begins with another one each time.
func (d *Database) replicasInTurn() []int {
	count := d.servers.count() - 1
	first := int(d.turn.Add(1))
	replicas := make([]int, count)
	for i := range replicas {
		replicas[i] = 1 + (first+i)%count
	}
	return replicas
}
