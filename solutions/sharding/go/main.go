// Serves the sharding lab's core by the subject protocol, version 1; see docs/subject-protocol.md.
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
	"strconv"
	"syscall"
	"time"
)

// arguments holds the arguments of all methods; each method uses its own.
type arguments struct {
	Shards    int         `json:"shards"`
	Keys      []string    `json:"keys"`
	Bounds    []int64     `json:"bounds"`
	Numbers   []int64     `json:"numbers"`
	List      []Listed    `json:"list"`
	Values    []string    `json:"values"`
	Regions   []Region    `json:"regions"`
	Customers []Customer  `json:"customers"`
	Rows      int         `json:"rows"`
	Key       string      `json:"key"`
	Ways      int         `json:"ways"`
	Nodes     []Node      `json:"nodes"`
	Map       ShardMap    `json:"map"`
	Epoch     int64       `json:"epoch"`
	Moves     []Move      `json:"moves"`
	Worker    int         `json:"worker"`
	Clock     []time.Time `json:"clock"`
	Orders    []NewOrder  `json:"orders"`
	Customer  string      `json:"customer"`
	ID        int64       `json:"id"`
	Sorting   Sorting     `json:"sorting"`
	After     *Order      `json:"after"`
	Limit     int         `json:"limit"`
	Partial   bool        `json:"partial"`
}

type method func(a arguments) (any, error)

func methods(routing *Routing, rings *Rings, orders *Orders) map[string]method {
	return map[string]method{
		"byHash":      func(a arguments) (any, error) { return routing.ByHash(a.Shards, a.Keys) },
		"byRange":     func(a arguments) (any, error) { return routing.ByRange(a.Bounds, a.Numbers) },
		"byList":      func(a arguments) (any, error) { return routing.ByList(a.List, a.Values) },
		"byRegion":    func(a arguments) (any, error) { return routing.ByRegion(a.Regions, a.Customers) },
		"inTurn":      func(a arguments) (any, error) { return routing.InTurn(a.Shards, a.Rows) },
		"spread":      func(a arguments) (any, error) { return routing.Spread(a.Shards, a.Key, a.Ways) },
		"points":      func(a arguments) (any, error) { return points, nil },
		"onRing":      func(a arguments) (any, error) { return rings.OnRing(a.Nodes, a.Keys) },
		"createMap":   func(a arguments) (any, error) { return nil, orders.CreateMap(a.Shards) },
		"map":         func(a arguments) (any, error) { return orders.Map() },
		"plan":        func(a arguments) (any, error) { return Plan(a.Map, a.Shards) },
		"assign":      func(a arguments) (any, error) { return orders.Assign(a.Epoch, a.Moves) },
		"ids":         func(a arguments) (any, error) { return Ids(a.Worker, a.Clock) },
		"place":       func(a arguments) (any, error) { return orders.Place(a.Orders) },
		"find":        func(a arguments) (any, error) { return orders.Find(a.Customer, a.ID) },
		"list":        func(a arguments) (any, error) { return orders.List(a.Sorting, a.After, a.Limit) },
		"totals":      func(a arguments) (any, error) { return orders.Totals(a.Partial) },
		"bestCoupons": func(a arguments) (any, error) { return orders.BestCoupons(a.Limit) },
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
			answer(w, http.StatusNotImplemented,
				map[string]any{"error": "NotImplemented", "message": name + " is not written", "stage": 5})
			return
		}
		var a arguments
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": "BadRequest", "message": err.Error()})
			return
		}
		result, err := call(a)
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

func number(variable string) int {
	value, _ := strconv.Atoi(os.Getenv(variable))
	return value
}

func main() {
	urls := os.Getenv("DATABASE_URLS")
	if urls == "" {
		urls = os.Getenv("DATABASE_URL")
	}
	databases, err := openDatabases(urls)
	if err != nil {
		log.Fatal(err)
	}
	offset := time.Duration(number("CLOCK_OFFSET_MILLIS")) * time.Millisecond
	orders := &Orders{
		Maps:      Maps{databases},
		generator: newGenerator(number("SUBJECT_ID") % mostWorkers),
		clock:     func() time.Time { return time.Now().Add(offset) },
	}
	server := &http.Server{Handler: handler(methods(&Routing{}, &Rings{}, orders))}
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
