package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"strings"
	"testing"
)

// parse measures a package whose files are given by name.
func parse(t *testing.T, sources map[string]string) room {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for name, source := range sources {
		f, err := parser.ParseFile(fset, name, "package p\n"+source, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	if _, err := new(types.Config).Check("p", fset, files, info); err != nil {
		t.Fatal(err)
	}
	r := measure(fset, files, info)
	r.path = "p"
	return r
}

func TestCircles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		circle  string
		sources map[string]string
	}{
		"none": {"", map[string]string{
			"a.go": "func a() { b(); c() }", "b.go": "func b() { c() }", "c.go": "func c() { c() }",
		}},
		"two functions": {"a.go b.go", map[string]string{
			"a.go": "func a() { b() }", "b.go": "func b() { a() }", "c.go": "func c() { a() }",
		}},
		"by way of a third": {"a.go b.go c.go", map[string]string{
			"a.go": "func a() { b() }", "b.go": "var b = func() { var _ c }", "c.go": "type c struct{}; func (c) m() { a() }", "d.go": "func d() { a() }",
		}},
		"a method": {"call.go method.go", map[string]string{
			"type.go": "type T struct{}", "method.go": "func (T) first() { use() }", "call.go": "func use() { v.first() }", "var.go": "var v T",
		}},
		"a method of a generic type": {"call.go method.go", map[string]string{
			"type.go": "type T[E any] struct{}", "method.go": "func (t T[E]) get() { use() }", "call.go": "func use() { v.get() }",
			"var.go": "var v T[int]",
		}},
		"the larger of two": {"c.go d.go e.go", map[string]string{
			"a.go": "func a() { b() }", "b.go": "func b() { a(); c() }", "c.go": "func c() { d() }", "d.go": "func d() { e() }", "e.go": "func e() { c() }",
		}},
		"equal local names": {"", map[string]string{
			"a.go": "func a(x int) int { y := x; return y }", "b.go": "func b(x int) int { y := a(x); return y }",
		}},
	} {
		if got := strings.Join(parse(t, c.sources).circle, " "); got != c.circle {
			t.Errorf("%s: the circle is %q, want %q", name, got, c.circle)
		}
	}
}

// ring is a package of n files, of which the first ones refer to one another.
func ring(n, inCircle int) map[string]string {
	sources := map[string]string{}
	for i := range n {
		next := i
		if i < inCircle {
			next = (i + 1) % inCircle
		}
		sources[fmt.Sprintf("f%02d.go", i)] = fmt.Sprintf("func f%d() { f%d() }", i, next)
	}
	return sources
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		files, inCircle int
		faults          string
	}{
		{1, 0, ""},
		{3, 3, ""},
		{4, 1, ""},
		{4, 2, "2 of 4 files in one circle"},
		{5, 2, ""},
		{5, 3, "3 of 5 files in one circle"},
		{30, 14, ""},
		{30, 15, "15 of 30 files in one circle"},
		{31, 0, "has 31 files"},
		{50, 19, "has 50 files"},
		{50, 20, "has 50 files & 20 of 50 files in one circle"},
	} {
		faults := parse(t, ring(c.files, c.inCircle)).check()
		var want []string
		if c.faults != "" {
			want = strings.Split(c.faults, " & ")
		}
		if len(faults) != len(want) {
			t.Errorf("%d files, %d in a circle: %q, want %q", c.files, c.inCircle, faults, want)
			continue
		}
		for i, fault := range faults {
			if !strings.Contains(fault.Error(), want[i]) {
				t.Errorf("%d files, %d in a circle: %q, want %q", c.files, c.inCircle, faults, want)
			}
		}
	}
}

// TestLoad measures this program.
func TestLoad(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(".", &out); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "periscope/tools/rooms ") || !strings.Contains(out.String(), "files   1 ") {
		t.Errorf("this program is measured as %q", out.String())
	}
	if err := run("nowhere", io.Discard); err == nil {
		t.Error("a folder that does not exist is no error")
	}
}
