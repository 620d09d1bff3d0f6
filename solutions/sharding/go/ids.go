package main

import (
	"sync"
	"time"
)

const (
	mostWorkers  = 1_024
	mostStepBack = 100
	sequenceEnd  = 1<<12 - 1
)

var (
	start = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	end   = time.Date(2080, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Generator makes ids: milliseconds since 2020, from 1 so that no id is 0, then the worker in 10 bits, then a sequence in 12.
type Generator struct {
	lock     sync.Mutex
	worker   int64
	latest   int64 // the highest reading of the clock
	last     int64 // the last id's millisecond: the latest, or later if that one was used up
	sequence int64
}

func newGenerator(worker int) *Generator {
	return &Generator{worker: int64(worker), latest: -1, last: -1}
}

func (g *Generator) Next(now time.Time) (int64, error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	reading := now.UnixMilli() - start.UnixMilli() + 1
	if reading < g.latest-mostStepBack {
		return 0, illegalState("the clock went back by %d ms", g.latest-reading)
	}
	g.latest = max(g.latest, reading)
	switch {
	case reading > g.last:
		g.last, g.sequence = reading, 0
	case g.sequence < sequenceEnd:
		g.sequence++
	default:
		g.last, g.sequence = g.last+1, 0
	}
	return g.last<<22 | g.worker<<12 | g.sequence, nil
}

// Ids makes one id for each reading.
func Ids(worker int, clock []time.Time) ([]int64, error) {
	err := first(between("a worker", int64(worker), 0, mostWorkers-1), checkSize(len(clock)))
	if err != nil {
		return nil, err
	}
	for _, reading := range clock {
		if reading.Before(start) || !reading.Before(end) {
			return nil, illegal("%s is out of bounds", reading)
		}
	}
	generator := newGenerator(worker)
	ids := make([]int64, len(clock))
	for i, reading := range clock {
		if ids[i], err = generator.Next(reading); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
