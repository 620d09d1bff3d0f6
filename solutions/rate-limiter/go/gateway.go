package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const quotaExceeded = "https://iana.org/assignments/http-problem-types#quota-exceeded"

// Gateway decides about HTTP requests, and says in the answer's fields how the client stands and when to come back:
// draft-ietf-httpapi-ratelimit-headers-11, RFC 9110 (Retry-After), RFC 9457 (problem details).
type Gateway struct {
	limiter *Limiter

	lock     sync.Mutex
	port     int
	upstream string
	client   http.Client
}

// Listen serves from the first call on; it answers the port.
func (g *Gateway) Listen(upstream string) (int, error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.port != 0 {
		return g.port, nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	g.upstream = upstream
	g.client = http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	go http.Serve(listener, http.HandlerFunc(g.serve))
	g.port = listener.Addr().(*net.TCPAddr).Port
	return g.port, nil
}

func (g *Gateway) serve(w http.ResponseWriter, r *http.Request) {
	route := strings.SplitN(r.URL.Path, "/", 3)[1]
	client := r.Header.Get("X-Client")
	ruling, err := g.limiter.Decide(r.Context(), route, client, 1)
	var declared *ContractError
	if errors.As(err, &declared) {
		g.refuse(w, declared)
		return
	}
	decision := ruling.Decision
	if !decision.Degraded {
		g.fields(w, r, route, client, decision)
	}
	if decision.Allowed {
		g.forward(w, r)
		return
	}
	w.Header().Set("Retry-After", strconv.FormatInt(retryAfter(decision), 10))
	if decision.Degraded {
		problem(w, http.StatusServiceUnavailable, "about:blank", nil)
		return
	}
	problem(w, http.StatusTooManyRequests, quotaExceeded, map[string]any{"violated-policies": ruling.Violated})
}

func (g *Gateway) refuse(w http.ResponseWriter, err *ContractError) {
	status := http.StatusServiceUnavailable
	switch err.Kind {
	case "BadClientException":
		status = http.StatusBadRequest
	case "UnknownRouteException":
		status = http.StatusNotFound
	default:
		w.Header().Set("Retry-After", "1")
	}
	problem(w, status, "about:blank", map[string]any{"detail": err.Message})
}

func (g *Gateway) fields(w http.ResponseWriter, r *http.Request, route, client string, decision Decision) {
	rules, err := g.limiter.Rules(r.Context(), route)
	if err != nil {
		return
	}
	var policies []string
	for _, limit := range rules.LimitsOf(client) {
		policies = append(policies, fmt.Sprintf("%q;q=%d;w=%d", limit.Name, limit.Amount, int64(limit.Period.Seconds())))
	}
	w.Header().Set("RateLimit-Policy", strings.Join(policies, ", "))
	time := decision.ResetAfter.Seconds()
	if !decision.Allowed {
		time = retryAfter(decision)
	}
	w.Header().Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", decision.Policy, decision.Remaining, time))
}

// retryAfter is rounded up, and at least 1: a client that obeys must not come back too early.
func retryAfter(decision Decision) int64 { return max(1, decision.RetryAfter.Seconds()) }

func (g *Gateway) forward(w http.ResponseWriter, r *http.Request) {
	answer, err := g.client.Get(g.upstream + r.RequestURI)
	if err != nil {
		problem(w, http.StatusBadGateway, "about:blank", nil)
		return
	}
	defer answer.Body.Close()
	if kind := answer.Header.Get("Content-Type"); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.WriteHeader(answer.StatusCode)
	io.Copy(w, answer.Body)
}

func problem(w http.ResponseWriter, status int, kind string, more map[string]any) {
	body := map[string]any{"type": kind, "title": http.StatusText(status), "status": status}
	for name, value := range more {
		body[name] = value
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
