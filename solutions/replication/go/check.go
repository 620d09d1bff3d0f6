package main

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// The contract's bounds.
const (
	mostStatements   = 100
	longestStatement = 100_000
	mostPatience     = 4 * time.Second
)

func checkStatements(statements []string) error {
	if len(statements) < 1 || len(statements) > mostStatements {
		return illegal("there are %d statements; it must be 1 to %d", len(statements), mostStatements)
	}
	for _, sql := range statements {
		// As Java counts: a letter beyond the BMP is two.
		length := 0
		for _, letter := range sql {
			length += utf16.RuneLen(letter)
		}
		if length < 1 || length > longestStatement {
			return illegal("a statement has %d characters; it must be 1 to %d", length, longestStatement)
		}
		if strings.ContainsRune(sql, 0) {
			return illegal("a statement holds U+0000, which PostgreSQL cannot read")
		}
	}
	return nil
}

func checkPatience(patience time.Duration) error {
	if patience < 0 || patience > mostPatience {
		return illegal("the patience is %v; it must be 0 to %v", patience, mostPatience)
	}
	return nil
}

// Patience is a Java duration, such as PT1.5S.
type Patience time.Duration

var isoDuration = regexp.MustCompile(`^PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?$`)

func (p *Patience) UnmarshalJSON(text []byte) error {
	var iso string
	if err := json.Unmarshal(text, &iso); err != nil {
		return err
	}
	parts := isoDuration.FindStringSubmatch(iso)
	if parts == nil {
		return fmt.Errorf("%q is no duration", iso)
	}
	seconds := 0.0
	for i, unit := range []float64{3600, 60, 1} {
		if parts[i+1] != "" {
			value, err := strconv.ParseFloat(parts[i+1], 64)
			if err != nil {
				return err
			}
			seconds += value * unit
		}
	}
	// Go's durations end at 292 years; this one is out of bounds long before that.
	seconds = max(-1e9, min(1e9, seconds))
	*p = Patience(math.Round(seconds * 1e9))
	return nil
}
