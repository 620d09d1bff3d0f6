package main

import "time"

// measuredWithin leaves a little of the contract's 2 s for the answer itself.
const measuredWithin = 1800 * time.Millisecond

// ReplicaLag has no Bytes if the lag is not known.
type ReplicaLag struct {
	Server int     `json:"server"`
	Bytes  *uint64 `json:"bytes"`
}

// Lags asks all servers at once; one that has not answered in time is not known.
func (d *Database) Lags() []ReplicaLag {
	positions := d.positions()
	lags := []ReplicaLag{}
	for server := 1; server < d.servers.count(); server++ {
		lags = append(lags, ReplicaLag{server, lag(positions[primary], positions[server])})
	}
	return lags
}

// lag is not negative: the replica may have been asked a little later than the primary.
func lag(written, replayed *Position) *uint64 {
	if written == nil || replayed == nil {
		return nil
	}
	bytes := written.bytes - min(written.bytes, replayed.bytes)
	return &bytes
}

func (d *Database) positions() []*Position {
	type answer struct {
		server   int
		position *Position
	}
	answers := make(chan answer, d.servers.count())
	for server := range d.servers.count() {
		go func() {
			position, err := d.position(server)
			if err != nil {
				answers <- answer{server, nil}
			} else {
				answers <- answer{server, &position}
			}
		}()
	}
	positions := make([]*Position, d.servers.count())
	late := time.After(measuredWithin)
	for range positions {
		select {
		case one := <-answers:
			positions[one.server] = one.position
		case <-late:
			return positions
		}
	}
	return positions
}

func (d *Database) position(server int) (Position, error) {
	var position Position
	err := d.servers.in(server, func(t *transaction) (err error) {
		position, err = t.position()
		return err
	})
	return position, err
}

// ReadWithin reads on a replica whose lag is known and small enough, or on the primary.
func (d *Database) ReadWithin(bytes int64, statements []string) (*Answer, error) {
	if err := checkStatements(statements); err != nil {
		return nil, err
	}
	near := map[int]bool{}
	for _, lag := range d.Lags() {
		near[lag.Server] = lag.Bytes != nil && bytes >= 0 && *lag.Bytes <= uint64(bytes)
	}
	var replicas []int
	for _, replica := range d.replicasInTurn() {
		if near[replica] {
			replicas = append(replicas, replica)
		}
	}
	return d.readOn(replicas, statements)
}
