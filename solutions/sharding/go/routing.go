package main

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// Listed is an entry of a list.
type Listed struct {
	Value string `json:"value"`
	Shard int    `json:"shard"`
}

// Region has a group of shards.
type Region struct {
	Name  string `json:"name"`
	Group []int  `json:"group"`
}

// Customer lives in a region.
type Customer struct {
	Region string `json:"region"`
	ID     string `json:"id"`
}

// Routing says where something belongs, by computation alone: stage 1.
type Routing struct {
	lock  sync.Mutex
	dealt map[int]int64
}

func (r *Routing) ByHash(shards int, keys []string) ([]int, error) {
	if err := first(checkShards(shards), checkKeys(keys)); err != nil {
		return nil, err
	}
	found := make([]int, len(keys))
	for i, key := range keys {
		found[i] = shardOf(key, shards)
	}
	return found, nil
}

func (r *Routing) ByRange(bounds, numbers []int64) ([]int, error) {
	if err := first(checkShards(len(bounds)+1), checkSize(len(numbers))); err != nil {
		return nil, err
	}
	for i := 1; i < len(bounds); i++ {
		if bounds[i] <= bounds[i-1] {
			return nil, illegal("bound %d does not rise", i)
		}
	}
	found := make([]int, len(numbers))
	for i, number := range numbers {
		found[i] = sort.Search(len(bounds), func(b int) bool { return bounds[b] > number })
	}
	return found, nil
}

func (r *Routing) ByList(list []Listed, values []string) ([]int, error) {
	if err := first(checkSize(len(list)), checkKeys(values)); err != nil {
		return nil, err
	}
	shards := make(map[string]int)
	for _, entry := range list {
		if err := first(checkKey(entry.Value), checkShard(entry.Shard)); err != nil {
			return nil, err
		}
		if _, twice := shards[entry.Value]; twice {
			return nil, illegal("%q is listed twice", entry.Value)
		}
		shards[entry.Value] = entry.Shard
	}
	found := make([]int, len(values))
	for i, value := range values {
		shard, listed := shards[value]
		if !listed {
			return nil, illegal("%q is not listed", value)
		}
		found[i] = shard
	}
	return found, nil
}

func (r *Routing) ByRegion(regions []Region, customers []Customer) ([]int, error) {
	if err := first(checkSize(len(regions)), checkSize(len(customers))); err != nil {
		return nil, err
	}
	groups := make(map[string][]int)
	for _, region := range regions {
		if err := first(checkKey(region.Name), checkShards(len(region.Group))); err != nil {
			return nil, err
		}
		for _, shard := range region.Group {
			if err := checkShard(shard); err != nil {
				return nil, err
			}
		}
		if groups[region.Name] != nil {
			return nil, illegal("%q is named twice", region.Name)
		}
		groups[region.Name] = region.Group
	}
	found := make([]int, len(customers))
	for i, customer := range customers {
		if err := first(checkKey(customer.Region), checkKey(customer.ID)); err != nil {
			return nil, err
		}
		group := groups[customer.Region]
		if group == nil {
			return nil, illegal("the region %q has no group", customer.Region)
		}
		found[i] = group[shardOf(customer.ID, len(group))]
	}
	return found, nil
}

func (r *Routing) InTurn(shards, rows int) ([]int, error) {
	if err := first(checkShards(shards), checkSize(rows)); err != nil {
		return nil, err
	}
	begin := r.take(shards, rows)
	turns := make([]int, rows)
	for i := range turns {
		turns[i] = int((begin + int64(i)) % int64(shards))
	}
	return turns, nil
}

// take takes several turns at once, so that no two callers get the same one.
func (r *Routing) take(shards, rows int) int64 {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.dealt == nil {
		r.dealt = make(map[int]int64)
	}
	begin := r.dealt[shards]
	r.dealt[shards] = begin + int64(rows)
	return begin
}

// Spread takes the beginning of a permutation of all shards that depends on the key.
func (r *Routing) Spread(shards int, key string, ways int) ([]int, error) {
	err := first(checkShards(shards), checkKey(key), between("ways", int64(ways), 1, int64(shards)))
	if err != nil {
		return nil, err
	}
	home := shardOf(key, shards)
	order := make([]int, shards)
	for shard := range order {
		order[shard] = shard
	}
	rank := func(shard int) uint64 {
		if shard == home {
			return 0
		}
		return mix(hash(key)+mix(uint64(shard)+1)) | 1
	}
	slices.SortFunc(order, func(one, other int) int {
		return cmp.Or(cmp.Compare(rank(one), rank(other)), cmp.Compare(one, other))
	})
	return order[:ways], nil
}
