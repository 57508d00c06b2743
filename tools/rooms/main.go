// Rooms measures the packages of a Go module, prints one line for each, and fails
// when one has become hard to find one's way in:
//
//   - its folder has more than 30 Go files, tests aside, or
//   - its largest circle of files is half of its files or more, or 20 files or more.
//
// A circle is a set of files in which each refers to each other one, directly or by
// way of others of the set, so that none can be understood or moved alone. A file
// refers to another when it uses a name that is declared there: of the package, of
// a method or of a field. A file alone is no circle, and a package of fewer than 4
// files may be one.
//
// Usage, in the folder of this program's module: go run ./rooms [FOLDER-OF-MODULE]
package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

const (
	maxFiles    = 30 // in a folder
	circleLimit = 20 // files in a circle; so many are too many
	minFiles    = 4  // in a package whose circles count
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := run(dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "rooms:", err)
		os.Exit(1)
	}
}

// run measures every package of the module in dir. Its error names all faults.
func run(dir string, out io.Writer) error {
	rooms, err := load(dir)
	if err != nil {
		return err
	}
	var faults []error
	for _, r := range rooms {
		fmt.Fprintf(out, "%-32s files %3d  lines %6d  largest circle %2d\n", r.path, r.files, r.lines, len(r.circle))
		faults = append(faults, r.check()...)
	}
	return errors.Join(faults...)
}

// room is a package as it is measured.
type room struct {
	path   string   // of its import
	files  int      // in its folder, for any system, tests aside
	parsed int      // files for this system, of which circles are made
	lines  int      // of the parsed files
	circle []string // the names of the files of the largest circle, in order; none: there is no circle
}

// check says what is wrong with the room.
func (r room) check() (faults []error) {
	if r.files > maxFiles {
		faults = append(faults, fmt.Errorf("%s has %d files; the limit is %d: split it", r.path, r.files, maxFiles))
	}
	if n := len(r.circle); r.parsed >= minFiles && (2*n >= r.parsed || n >= circleLimit) {
		faults = append(faults, fmt.Errorf(
			"%s has %d of %d files in one circle; it must be under half, and under %d: let some of these refer to nothing above them: %s",
			r.path, n, r.parsed, circleLimit, strings.Join(r.circle, " "),
		))
	}
	return faults
}

// load measures all packages of the module in dir. One that does not compile is an error.
func load(dir string) ([]room, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
		Dir: dir,
	}, "./...")
	if err != nil {
		return nil, err
	}
	var rooms []room
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("reading %s: %w", p.PkgPath, p.Errors[0])
		}
		if len(p.Syntax) == 0 {
			continue // tests only
		}
		r := measure(p.Fset, p.Syntax, p.TypesInfo)
		r.path = p.PkgPath
		r.files += len(slices.DeleteFunc(p.IgnoredFiles, func(name string) bool { // those of other systems
			return !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go")
		}))
		rooms = append(rooms, r)
	}
	slices.SortFunc(rooms, func(a, b room) int { return strings.Compare(a.path, b.path) })
	return rooms, nil
}

// measure measures the files of one package.
func measure(fset *token.FileSet, files []*ast.File, info *types.Info) room {
	r := room{files: len(files), parsed: len(files)}
	index := map[*token.File]int{}
	for i, f := range files {
		in := fset.File(f.Pos())
		index[in] = i
		r.lines += in.LineCount()
	}
	reaches := references(fset, index, info)
	for _, circle := range circles(reaches) {
		if len(circle) > len(r.circle) {
			r.circle = nil
			for _, i := range circle {
				r.circle = append(r.circle, filepath.Base(fset.File(files[i].Pos()).Name()))
			}
		}
	}
	slices.Sort(r.circle)
	return r
}

// references reports which file uses a name that another file of the package
// declares: at [from][to].
func references(fset *token.FileSet, index map[*token.File]int, info *types.Info) [][]bool {
	uses := make([][]bool, len(index))
	for i := range uses {
		uses[i] = make([]bool, len(index))
	}
	for name, object := range info.Uses {
		from, isOurs := index[fset.File(name.Pos())]
		if !isOurs || !object.Pos().IsValid() {
			continue // what is predeclared is declared nowhere
		}
		if to, isOurs := index[fset.File(object.Pos())]; isOurs && to != from {
			uses[from][to] = true
		}
	}
	return uses
}

// circles finds the circles of two files and more. It changes uses into what files
// use by way of others as well.
func circles(uses [][]bool) (all [][]int) {
	for by := range uses {
		for from := range uses {
			for to := range uses {
				uses[from][to] = uses[from][to] || uses[from][by] && uses[by][to]
			}
		}
	}
	seen := make([]bool, len(uses))
	for first := range uses {
		var circle []int
		for other := range uses {
			if !seen[other] && uses[first][other] && uses[other][first] {
				seen[other] = true
				circle = append(circle, other)
			}
		}
		if len(circle) > 1 {
			all = append(all, circle)
		}
	}
	return all
}
