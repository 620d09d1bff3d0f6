package main

import (
	"fmt"
	"regexp"
	"strconv"
)

// Token is what a client carries from one call to the next.
type Token struct {
	Cluster  string `json:"cluster"`
	Position string `json:"position"`
}

// Position is a place in the log of a cluster: bytes since its beginning.
type Position struct {
	cluster string
	bytes   uint64
}

var lsn = regexp.MustCompile(`^([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})$`)

// askPosition says what the primary has written, in memory or on disk, or what a replica has replayed.
// With synchronous_commit = off, a transaction is visible before its commit is on disk.
const askPosition = "SELECT (SELECT id FROM cluster), CASE WHEN pg_is_in_recovery()" +
	" THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END"

func parse(token Token) (Position, error) {
	halves := lsn.FindStringSubmatch(token.Position)
	if halves == nil {
		return Position{}, illegal("the token's position is no log position, such as 16/B374D848")
	}
	high, _ := strconv.ParseUint(halves[1], 16, 32)
	low, _ := strconv.ParseUint(halves[2], 16, 32)
	return Position{token.Cluster, high<<32 | low}, nil
}

func (t *transaction) position() (Position, error) {
	rows, err := t.run(askPosition)
	if err != nil {
		return Position{}, err
	}
	return parse(Token{rows.Rows[0][0], rows.Rows[0][1]})
}

func (p Position) token() *Token {
	return &Token{p.cluster, fmt.Sprintf("%X/%X", p.bytes>>32, p.bytes&0xFFFFFFFF)}
}

// reaches tells whether everything up to the other position is visible at this one.
func (p Position) reaches(other Position) (bool, error) {
	if p.cluster != other.cluster {
		return false, illegal("the token is of another cluster")
	}
	return p.bytes >= other.bytes, nil
}
