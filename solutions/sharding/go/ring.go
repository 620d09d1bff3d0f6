package main

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
)

const (
	points     = 160
	mostNodes  = 1_000
	mostWeight = 5_000
	golden     = 0x9e3779b97f4a7c15
)

// Node is a place on the ring.
type Node struct {
	Name   string `json:"name"`
	Weight int    `json:"weight"`
}

// ring holds the points' positions in ascending order, and their owners: stage 2.
type ring struct {
	nodes  []Node
	places []uint64
	owners []int32
}

// newRing takes nodes that are sorted by name; if two points share a position, the names decide.
func newRing(nodes []Node) *ring {
	type point struct {
		place uint64
		owner int32
	}
	var all []point
	for owner, node := range nodes {
		name := hash(node.Name)
		for i := range node.Weight * points {
			all = append(all, point{mix(name + uint64(i)*golden), int32(owner)})
		}
	}
	slices.SortFunc(all, func(one, other point) int {
		return cmp.Or(cmp.Compare(one.place, other.place), cmp.Compare(one.owner, other.owner))
	})
	made := &ring{nodes: nodes, places: make([]uint64, len(all)), owners: make([]int32, len(all))}
	for i, one := range all {
		made.places[i], made.owners[i] = one.place, one.owner
	}
	return made
}

func (r *ring) node(key string) string {
	place := hash(key)
	found := sort.Search(len(r.places), func(i int) bool { return r.places[i] >= place })
	if found == len(r.places) {
		found = 0
	}
	return r.nodes[r.owners[found]].Name
}

// Rings keeps the last ring that was used: building one takes longer than querying it.
type Rings struct {
	lock sync.Mutex
	last *ring
}

func (r *Rings) OnRing(nodes []Node, keys []string) ([]string, error) {
	sorted, err := checkNodes(nodes)
	if err := first(err, checkKeys(keys)); err != nil {
		return nil, err
	}
	made := r.of(sorted)
	found := make([]string, len(keys))
	for i, key := range keys {
		found[i] = made.node(key)
	}
	return found, nil
}

func (r *Rings) of(nodes []Node) *ring {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.last == nil || !slices.Equal(r.last.nodes, nodes) {
		r.last = newRing(nodes)
	}
	return r.last
}

// checkNodes sorts them by name.
func checkNodes(nodes []Node) ([]Node, error) {
	if err := between("the number of nodes", int64(len(nodes)), 1, mostNodes); err != nil {
		return nil, err
	}
	sorted := slices.Clone(nodes)
	slices.SortFunc(sorted, func(one, other Node) int { return strings.Compare(one.Name, other.Name) })
	weights := int64(0)
	for i, node := range sorted {
		err := first(checkKey(node.Name), between("a weight", int64(node.Weight), 1, mostWeight))
		if err != nil {
			return nil, err
		}
		if i > 0 && sorted[i-1].Name == node.Name {
			return nil, illegal("two nodes are called %q", node.Name)
		}
		weights += int64(node.Weight)
	}
	return sorted, between("the sum of the weights", weights, 1, mostWeight)
}
