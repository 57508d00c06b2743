package process_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryGoroutineIsGuarded: a panic in a goroutine that nothing guards ends the process
// as it stands, the terminal included. So all are started with process.Go, or guarded.
func TestEveryGoroutineIsGuarded(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (path == "../process" || path == "../tools" || path == "../.git" || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, at := range nakedGoroutines(t, path, source) {
			t.Errorf("%s starts a goroutine that nothing guards: use process.Go or process.Guarded", at)
		}
		files++
		return nil
	})
	if err != nil || files < 100 {
		t.Errorf("%d files looked at, %v", files, err)
	}
}

func TestNakedGoroutinesAreFound(t *testing.T) {
	t.Parallel()
	source := `package p
func f(w *sync.WaitGroup) {
	go f(w)
	go func() {}()
	w.Go(func() {})
	w.Go(process.Guarded(func() {}))
	process.Go(func() {})
}`
	if found := nakedGoroutines(t, "p.go", []byte(source)); len(found) != 3 {
		t.Errorf("found %v", found)
	}
}

// nakedGoroutines are the places where a file starts goroutines that nothing guards.
func nakedGoroutines(t *testing.T, path string, source []byte) (found []token.Position) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt:
			found = append(found, set.Position(node.Pos()))
		case *ast.CallExpr:
			on, method := selected(node)
			if method != "Go" || on == "process" || len(node.Args) != 1 {
				return true
			}
			call, _ := node.Args[0].(*ast.CallExpr)
			if call != nil {
				if on, method = selected(call); on == "process" && method == "Guarded" {
					return true
				}
			}
			found = append(found, set.Position(node.Pos()))
		}
		return true
	})
	return found
}

// selected is what a call calls, if that is a name of something: x.Name.
func selected(call *ast.CallExpr) (on, name string) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	if x, ok := sel.X.(*ast.Ident); ok {
		on = x.Name
	}
	return on, sel.Sel.Name
}
