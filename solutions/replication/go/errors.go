package main

import (
	"errors"
	"fmt"
	"strings"

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

// errReadOnly says that a server has refused a statement that only a primary can run.
var errReadOnly = errors.New("read-only server")

// errBehind says that a server has not come as far as a token.
var errBehind = errors.New("behind the token")

func unavailable(err error) bool {
	var declared *ContractError
	return errors.As(err, &declared) && declared.Kind == "UnavailableException"
}

// serverError makes the contract's error of one of PostgreSQL or of the network. A lost connection
// (08) and a shutdown (57P) are no answers, and whether a commit has happened is then unknown.
func serverError(server int, err error) error {
	var declared *ContractError
	if err == nil || errors.As(err, &declared) || errors.Is(err, errBehind) {
		return err
	}
	message := fmt.Sprintf("server %d: %v", server, err)
	var refused *pgconn.PgError
	switch {
	case !errors.As(err, &refused), strings.HasPrefix(refused.Code, "08"), strings.HasPrefix(refused.Code, "57P"):
		return &ContractError{"UnavailableException", message}
	case refused.Code == "25006":
		return fmt.Errorf("%w: %s", errReadOnly, message)
	default:
		return &ContractError{"StatementException", message}
	}
}
