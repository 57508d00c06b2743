package usage_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"periscope/model/usage"
)

// place is one method called on one line of one file.
type place struct {
	file, method string
	line         int
}

// tally counts what was planted and what was found.
type tally struct{ planted, found, right int }

func (t tally) precision() float64 { return float64(t.right) / float64(t.found) }
func (t tally) recall() float64    { return float64(t.right) / float64(t.planted) }

// A line of the repositories in testdata that calls methods says so at its end:
// "want: chat.postMessage". On every other line, whatever is found is wrong. "want:
// untraced" is at lines that look like a call whose method cannot be read.
var marker = regexp.MustCompile(`want: ([\w. ]+)`)

func TestPlantedCallsAreFound(t *testing.T) {
	t.Parallel()
	for language, atLeast := range map[string]struct {
		planted           int
		precision, recall float64
	}{
		"go":         {73, 1, 1},
		"python":     {151, 1, 1},
		"javascript": {178, 1, 1},
		"java":       {85, 1, 1},
		"ruby":       {59, 1, 1},
		"other":      {7, 1, 1},
		"php":        {51, 1, 1},
		"csharp":     {57, 1, 1},
		"rust":       {41, 1, 1},
		"elixir":     {32, 1, 1},
		"powershell": {34, 1, 1},
		"notebook":   {3, 1, 1},
		"library":    {27, 1, 1},
	} {
		planted, found := map[place]int{}, map[place]int{}
		projects, err := filepath.Glob(filepath.Join("testdata", language, "*"))
		if err != nil || len(projects) == 0 {
			t.Fatalf("%s: %v, %v", language, projects, err)
		}
		for _, project := range projects {
			survey(t, project, planted, found)
		}
		var sum tally
		for p, n := range planted {
			sum.planted += n
			sum.right += min(n, found[p])
			if found[p] < n {
				t.Logf("%s:%d: %s is not found", p.file, p.line, p.method)
			}
		}
		for p, n := range found {
			sum.found += n
			if n > planted[p] {
				t.Logf("%s:%d: %s is not there", p.file, p.line, p.method)
			}
		}
		t.Logf("%-10s %2d planted, %2d found; precision %.2f, recall %.2f", language, sum.planted, sum.found, sum.precision(), sum.recall())
		if sum.planted < atLeast.planted || sum.precision() < atLeast.precision || sum.recall() < atLeast.recall {
			t.Errorf("%s: %+v; want at least %+v", language, sum, atLeast)
		}
	}
}

// survey counts the calls that are planted in the files below dir, which are one project,
// and those found there.
func survey(t *testing.T, dir string, planted, found map[place]int) {
	t.Helper()
	var (
		names []string
		files []*usage.File
	)
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(src), "\n") {
			if m := marker.FindStringSubmatch(line); m != nil {
				for method := range strings.FieldsSeq(m[1]) {
					planted[place{file, method, i + 1}]++
				}
			}
		}
		language, ok := usage.Language(file)
		if !ok {
			t.Errorf("%s is of no language", file)
		}
		if f := usage.Read(language, src); f != nil {
			f.Path, _ = filepath.Rel(dir, file)
			names, files = append(names, file), append(files, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	usage.Search(files, usage.InTurn)
	for i, f := range files {
		for _, c := range f.Calls {
			found[place{names[i], c.Method, c.Line}]++
		}
		for _, u := range f.Untraced {
			found[place{names[i], "untraced", u.Line}]++
		}
	}
}
