package main

import (
	"fmt"
	"slices"
	"time"
)

// subject is how a program is driven.
type subject struct {
	data   string // on screen once there is something to move in
	settle bool   // wait until nothing is written any more
	unfold string // keys that bring the cursor into a long list
	move   string // the key that moves it
	filter string // the key that opens the filter, if one does
	word   string // what is typed there
}

// result is a line of the table. Times are in milliseconds, memory in kB.
type result struct {
	frame, data  float64
	first, last  sample // of a key
	bytes        sample
	idle         int
	filter       sample
	memory, most int
}

const heading = "first frame   data | j first p50/p99  last p50/p99 | bytes p50/max | idle | filter p50/p99 |  memory   most"

func (r result) String() string {
	return fmt.Sprintf("%8.1f ms %6.0f | %6.1f / %6.1f %6.1f / %6.1f | %5.0f / %5.0f | %4d | %6.1f / %5.1f | %5d MB %4d MB",
		r.frame, r.data, r.first.at(.5), r.first.at(.99), r.last.at(.5), r.last.at(.99),
		r.bytes.at(.5), r.bytes.at(1), r.idle, r.filter.at(.5), r.filter.at(.99), r.memory>>10, r.most>>10)
}

// sample is what was measured several times.
type sample []float64

// at is the value below which a part of the sample lies.
func (s sample) at(part float64) float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// subject starts a program some times, and presses keys in the last one.
func (p plan) subject(command []string, s subject) (r result, err error) {
	var frames, data sample
	for range p.starts - 1 {
		t, err := start(command)
		if err != nil {
			return r, err
		}
		err = t.begin(s.data)
		t.end()
		if err != nil {
			return r, err
		}
		frames, data = append(frames, milliseconds(t.frame)), append(data, milliseconds(t.data))
	}
	t, err := start(command)
	if err != nil {
		return r, err
	}
	defer t.end()
	if err := t.begin(s.data); err != nil {
		return r, err
	}
	frames, data = append(frames, milliseconds(t.frame)), append(data, milliseconds(t.data))
	r.frame, r.data = frames.at(.5), data.at(.5)
	err = p.keysOf(t, s, &r)
	return r, err
}

// keysOf presses keys in a program that has begun.
func (p plan) keysOf(t *terminal, s subject, r *result) error {
	t.drain(500*time.Millisecond, 5*time.Second)
	if s.settle {
		t.drain(3*time.Second, 15*time.Minute)
	}
	for _, key := range s.unfold {
		t.press(string(key))
	}
	t.drain(500*time.Millisecond, 5*time.Second)
	r.idle = t.drain(p.idle, p.idle)
	for range p.keys {
		k := t.press(s.move)
		if k.bytes == 0 {
			continue // the last row, or another program had the machine
		}
		r.first = append(r.first, milliseconds(k.first))
		r.last = append(r.last, milliseconds(k.last))
		r.bytes = append(r.bytes, float64(k.bytes))
	}
	if len(r.last) == 0 {
		return fmt.Errorf("no key was answered; on screen: %q", t.tail())
	}
	if s.filter != "" {
		t.press(s.filter)
	}
	r.filter = p.typed(t, s.word)
	r.memory, r.most = t.memory()
	return nil
}

// typed types a word again and again, and says how long each letter took.
func (p plan) typed(t *terminal, word string) (took sample) {
	for range max(1, p.keys/10) {
		for _, key := range word {
			if k := t.press(string(key)); k.bytes > 0 {
				took = append(took, milliseconds(k.last))
			}
		}
		for range word {
			t.press("\x7f")
		}
	}
	return took
}
