// Serves the limiter by the subject protocol, version 1; see docs/subject-protocol.md.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// arguments holds those of every method; each takes what is its own.
type arguments struct {
	Document string `json:"document"`
	Route    string `json:"route"`
	Client   string `json:"client"`
	Cost     int64  `json:"cost"`
	Upstream string `json:"upstream"`
	Slot     string `json:"slot"`
}

type method func(ctx context.Context, a arguments) (any, error)

func methods(limiter *Limiter, gateway *Gateway) map[string]method {
	return map[string]method{
		"configure": func(ctx context.Context, a arguments) (any, error) {
			return nil, limiter.Configure(ctx, a.Document)
		},
		"decide": func(ctx context.Context, a arguments) (any, error) {
			ruling, err := limiter.Decide(ctx, a.Route, a.Client, a.Cost)
			return ruling.Decision, err
		},
		"listen": func(ctx context.Context, a arguments) (any, error) {
			return gateway.Listen(a.Upstream)
		},
		"acquire": func(ctx context.Context, a arguments) (any, error) {
			slot, err := limiter.Acquire(ctx, a.Route, a.Client)
			if slot == "" {
				return nil, err
			}
			return slot, err
		},
		"release": func(ctx context.Context, a arguments) (any, error) {
			return limiter.Release(ctx, a.Slot)
		},
	}
}

func handler(methods map[string]method) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path[1:]
		if name == "health" {
			answer(w, http.StatusOK, "ready")
			return
		}
		call, known := methods[name]
		if !known {
			answer(w, http.StatusNotFound, map[string]string{"error": "NoSuchMethod", "message": name})
			return
		}
		var a arguments
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": "BadRequest", "message": err.Error()})
			return
		}
		// The caller may give up; what was begun is ended by its own bounds.
		result, err := call(context.WithoutCancel(r.Context()), a)
		var declared *ContractError
		switch {
		case errors.As(err, &declared):
			answer(w, http.StatusUnprocessableEntity, map[string]string{"error": declared.Kind, "message": declared.Message})
		case err != nil:
			log.Println(err)
			answer(w, http.StatusInternalServerError, map[string]string{"error": fmt.Sprintf("%T", err), "message": err.Error()})
		default:
			answer(w, http.StatusOK, result)
		}
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func main() {
	urls := os.Getenv("REDIS_URLS")
	if urls == "" {
		urls = os.Getenv("REDIS_URL")
	}
	limiter, err := StartLimiter(strings.Split(urls, ","))
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: handler(methods(limiter, &Gateway{limiter: limiter}))}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	<-ended
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	server.Shutdown(ctx)
}
