package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ContractError is an error that the contract declares; Kind is the simple name of its exception.
type ContractError struct {
	Kind    string
	Message string
}

func (e *ContractError) Error() string { return e.Kind + ": " + e.Message }

func illegal(format string, values ...any) error {
	return &ContractError{"IllegalArgumentException", fmt.Sprintf(format, values...)}
}

func illegalState(format string, values ...any) error {
	return &ContractError{"IllegalStateException", fmt.Sprintf(format, values...)}
}

func unavailable(err error) bool {
	var declared *ContractError
	return errors.As(err, &declared) && declared.Kind == "UnavailableException"
}

// databaseError returns the contract's error for a database that does not answer. One that answers
// with an error has refused the request; connections (08) and shutdowns (57) are not answers.
func databaseError(shard int, err error) error {
	var declared *ContractError
	if err == nil || errors.As(err, &declared) || errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) && !strings.HasPrefix(refused.Code, "08") && !strings.HasPrefix(refused.Code, "57") {
		return fmt.Errorf("database %d: %w", shard, err)
	}
	return &ContractError{"UnavailableException", fmt.Sprintf("database %d: %v", shard, err)}
}
