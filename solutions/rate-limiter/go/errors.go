package main

import (
	"errors"
	"fmt"
)

// ContractError is an error that the contract declares; Kind is the simple name of its exception.
type ContractError struct {
	Kind    string
	Message string
}

func (e *ContractError) Error() string { return e.Kind + ": " + e.Message }

func contractError(kind, format string, values ...any) *ContractError {
	return &ContractError{Kind: kind, Message: fmt.Sprintf(format, values...)}
}

// errSilent says that Redis was not heard in time, or is away.
var errSilent = errors.New("Redis was not heard")

// available makes of a silent Redis the contract's error.
func available(err error) error {
	if errors.Is(err, errSilent) {
		return contractError("UnavailableException", "Redis does not answer")
	}
	return err
}
