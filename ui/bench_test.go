package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// loaded is an explorer with n channels on a screen of 120x40, its channels unfolded.
func loaded(b testing.TB, n int) *explorer {
	b.Helper()
	m := acme(n)
	e := newExplorer(context.Background(), m, Options{Mode: "sandbox"}, time.Now)
	e.settle, e.noticeLife = 0, 0
	d := &driver{nil, e}
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.run(e.Init())
	for _, key := range "2e" {
		d.send(tea.KeyPressMsg{Code: key, Text: string(key)})
	}
	if got := e.resources.Rows; got < n {
		b.Fatalf("%d rows, want at least %d", got, n)
	}
	return e
}

// BenchmarkMove is one key and the frame it leads to, among 100,000 resources.
func BenchmarkMove(b *testing.B) {
	e := loaded(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		e.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
		_ = e.View()
	}
}

// BenchmarkFilter is one filter key over 100,000 resources, which runs beside
// the goroutine that draws.
func BenchmarkFilter(b *testing.B) {
	e := loaded(b, 100_000)
	for _, text := range []string{"p", "proj-99", "nothing like it", "C0004 77"} {
		b.Run(text, func(b *testing.B) {
			for key := range strings.SplitSeq("/"+text, "") {
				e.Update(tea.KeyPressMsg{Code: []rune(key)[0], Text: key})
			}
			search := e.resources.Search()
			b.ReportAllocs()
			for b.Loop() {
				search()
			}
			e.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
		})
	}
}

// TestFilterAllocatesLittle counts what one filter key allocates: a list of what it found for
// each type, and nothing for each resource.
func TestFilterAllocatesLittle(t *testing.T) { //nolint:paralleltest // allocations of others would count
	const resources = 2_000
	e := loaded(t, resources)
	for key := range strings.SplitSeq("/p", "") {
		e.Update(tea.KeyPressMsg{Code: []rune(key)[0], Text: key})
	}
	search := e.resources.Search()
	if n := testing.AllocsPerRun(5, func() { search() }); n > resources/10 {
		t.Errorf("a key allocates %.0f times among %d resources", n, resources)
	}
}

// BenchmarkFirstFrame is everything from nothing to the first frame, without a terminal.
func BenchmarkFirstFrame(b *testing.B) {
	m := acme(0)
	b.ReportAllocs()
	for b.Loop() {
		e := newExplorer(context.Background(), m, Options{Mode: "sandbox"}, time.Now)
		e.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		_ = e.View()
	}
}

// BenchmarkPalette is opening the palette, and one key typed in it, among 100,000 resources:
// what the goroutine that draws does, and the search beside it.
func BenchmarkPalette(b *testing.B) {
	e := loaded(b, 100_000)
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			e.paletteIndex()
		}
	})
	index := e.paletteIndex()
	for _, text := range []string{"p", "proj", "proj-99", "nothing like it", "chnlhst", "C0004 77"} {
		b.Run("search/"+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				index.search(text)
			}
		})
	}
}
