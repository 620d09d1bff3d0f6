package main

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	connections  = 8
	aliveWithin  = time.Second
	opensWithin  = 3 * time.Second
	answerWithin = 5 * time.Second
)

// Servers are numbered from 0. Nothing is connected before it is needed.
type Servers struct {
	pools []*pgxpool.Pool
}

func openServers(urls string) (*Servers, error) {
	servers := &Servers{}
	for _, url := range strings.Split(urls, ",") {
		config, err := pgxpool.ParseConfig(url + "?sslmode=disable")
		if err != nil {
			return nil, err
		}
		config.MaxConns = connections
		config.ConnConfig.ConnectTimeout = opensWithin
		// The server may have gone silent since, however short a time ago that was.
		config.PrepareConn = func(ctx context.Context, conn *pgx.Conn) (bool, error) {
			ctx, cancel := context.WithTimeout(ctx, aliveWithin)
			defer cancel()
			return conn.Ping(ctx) == nil, nil
		}
		pool, err := pgxpool.NewWithConfig(context.Background(), config)
		if err != nil {
			return nil, err
		}
		servers.pools = append(servers.pools, pool)
	}
	return servers, nil
}

func (s *Servers) count() int { return len(s.pools) }

// transaction is what one connection does; it ends with commit, or with the connection's return.
type transaction struct {
	conn *pgconn.PgConn
}

// Rows are a statement's, as text.
type Rows struct {
	Rows [][]string `json:"rows"`
}

// in does something in one transaction of one server, and commits it if there is no error.
func (s *Servers) in(server int, work func(t *transaction) error) error {
	return serverError(server, s.try(server, work))
}

func (s *Servers) try(server int, work func(t *transaction) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), opensWithin)
	defer cancel()
	conn, err := s.pools[server].Acquire(ctx)
	if err != nil {
		return err
	}
	// A connection in the middle of a transaction is closed then, which rolls it back.
	defer conn.Release()
	t := &transaction{conn.Conn().PgConn()}
	if _, err := t.run("BEGIN"); err != nil {
		return err
	}
	if err := work(t); err != nil {
		if !t.conn.IsClosed() && t.open() {
			t.run("ROLLBACK")
		}
		return err
	}
	return t.commit()
}

func (t *transaction) open() bool { return t.conn.TxStatus() != 'I' }

// commit does nothing if the transaction was committed before.
func (t *transaction) commit() error {
	if !t.open() {
		return nil
	}
	_, err := t.run("COMMIT")
	return err
}

// run uses the simple protocol, in which every value is text.
func (t *transaction) run(sql string) (Rows, error) {
	ctx, cancel := context.WithTimeout(context.Background(), answerWithin)
	defer cancel()
	results, err := t.conn.Exec(ctx, sql).ReadAll()
	rows := Rows{[][]string{}}
	if err != nil || len(results) == 0 {
		return rows, err
	}
	for _, values := range results[0].Rows {
		row := make([]string, len(values))
		for i, value := range values {
			row[i] = string(value)
		}
		rows.Rows = append(rows.Rows, row)
	}
	return rows, nil
}

func (t *transaction) runAll(statements []string) ([]Rows, error) {
	all := []Rows{}
	for _, sql := range statements {
		rows, err := t.run(sql)
		if err != nil {
			return nil, err
		}
		all = append(all, rows)
	}
	return all, nil
}
