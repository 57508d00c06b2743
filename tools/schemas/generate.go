package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// schemaName is the name of a schema in a comment or a literal.
var schemaName = regexp.MustCompile(`"periscope\.([a-z_]+)/(v[0-9]+)"`)

// generate makes the schemas of a module: file name to content.
func generate(dir string) (map[string][]byte, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
		Dir: dir,
	}, "./...")
	if err != nil {
		return nil, err
	}
	said := comments{}
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("reading %s: %w", p.PkgPath, p.Errors[0])
		}
		said.read(p)
	}
	files := map[string][]byte{}
	for _, p := range pkgs {
		for _, name := range p.Types.Scope().Names() {
			obj, ok := p.Types.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			for _, found := range schemaName.FindAllStringSubmatch(said[p.PkgPath+"."+name+".Schema"], -1) {
				d := document{said: said}
				text, err := d.of(found[1], found[2], obj)
				if err != nil {
					return nil, fmt.Errorf("%s.%s: %w", p.PkgPath, name, err)
				}
				files[found[1]+"."+found[2]+".json"] = text
			}
		}
	}
	return files, nil
}

// comments are what comments say of types and of their fields: "package.Type" and
// "package.Type.Field" to a text.
type comments map[string]string

func (c comments) read(p *packages.Package) {
	for _, f := range p.Syntax {
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok {
					c.readType(p.PkgPath+"."+t.Name.Name, t, gen)
				}
			}
		}
	}
}

// readType reads the comments of a type, which stand before it or before its declaration.
func (c comments) readType(key string, t *ast.TypeSpec, in *ast.GenDecl) {
	c[key] = t.Doc.Text()
	if c[key] == "" {
		c[key] = in.Doc.Text()
	}
	if fields, ok := t.Type.(*ast.StructType); ok {
		c.readFields(key, fields)
	}
}

func (c comments) readFields(of string, t *ast.StructType) {
	for _, f := range t.Fields.List {
		for _, name := range f.Names {
			c[of+"."+name.Name] = strings.TrimSpace(f.Doc.Text() + f.Comment.Text())
		}
	}
}

// document is the schema of one document while it is made.
type document struct {
	said comments
	defs members
}

func (d *document) of(name, version string, t *types.TypeName) ([]byte, error) {
	s, err := d.object(t.Type())
	if err != nil {
		return nil, err
	}
	s.Dialect = "https://json-schema.org/draft/2020-12/schema"
	s.ID, s.Title = "urn:periscope:"+name+":"+version, "periscope."+name+"/"+version
	for i, p := range s.Properties {
		if p.name == "schema" {
			s.Properties[i].schema = schema{Const: s.Title}
		}
	}
	slices.SortFunc(d.defs, func(a, b member) int { return strings.Compare(a.name, b.name) })
	s.Defs = d.defs
	return s.file()
}

// object is the schema of a struct.
func (d *document) object(t types.Type) (schema, error) {
	s := schema{Type: "object", Description: d.describe(t, "")}
	err := d.addFields(&s, t)
	return s, err
}

func (d *document) addFields(s *schema, t types.Type) error {
	fields, ok := t.Underlying().(*types.Struct)
	if !ok {
		return fmt.Errorf("%s is no struct", t)
	}
	for i := range fields.NumFields() {
		f := fields.Field(i)
		name, options, _ := strings.Cut(reflect.StructTag(fields.Tag(i)).Get("json"), ",")
		switch {
		case name == "-":
			continue
		case f.Embedded() && name == "":
			if err := d.addFields(s, f.Type()); err != nil {
				return err
			}
			continue
		case !f.Exported():
			continue
		case name == "":
			return fmt.Errorf("%s has no name in JSON", f.Name())
		}
		value, err := d.value(f.Type())
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		value.Description = d.describe(t, f.Name())
		s.Properties = append(s.Properties, member{name, value})
		if !strings.Contains(options, "omit") {
			s.Required = append(s.Required, name)
		}
	}
	return nil
}

// value is the schema of what a field, or an element, holds.
func (d *document) value(t types.Type) (schema, error) {
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path()+"."+named.Obj().Name() == "time.Time" {
		return schema{Type: "string", Format: "date-time"}, nil
	}
	if hasMethod(t, "MarshalJSON") {
		return schema{}, fmt.Errorf("%s writes JSON of its own, which cannot be described", t)
	}
	if hasMethod(t, "MarshalText") {
		return schema{Type: "string"}, nil
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basic(t, u)
	case *types.Pointer:
		return d.nullable(u.Elem())
	case *types.Slice:
		items, err := d.value(u.Elem())
		return schema{Type: "array", Items: &items}, err
	case *types.Map:
		values, err := d.value(u.Elem())
		return schema{Type: "object", Values: &values}, err
	case *types.Struct:
		return d.reference(t)
	case *types.Interface:
		return schema{}, nil // anything
	}
	return schema{}, fmt.Errorf("what %s is in JSON is not known here", t)
}

func (d *document) nullable(t types.Type) (schema, error) {
	s, err := d.value(t)
	if name, ok := s.Type.(string); ok {
		s.Type = []string{name, "null"}
		return s, err
	}
	return schema{AnyOf: []schema{s, {Type: "null"}}}, err
}

// reference refers to a struct, which it describes once.
func (d *document) reference(t types.Type) (schema, error) {
	name := definitionName(t)
	ref := schema{Ref: "#/$defs/" + name}
	if slices.ContainsFunc(d.defs, func(m member) bool { return m.name == name }) {
		return ref, nil
	}
	d.defs = append(d.defs, member{name: name}) // a struct may refer to itself
	s, err := d.object(t)
	i := slices.IndexFunc(d.defs, func(m member) bool { return m.name == name })
	d.defs[i].schema = s
	return ref, err
}

// definitionName is the name of a type without the words that are there for Go.
func definitionName(t types.Type) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return "object"
	}
	name := strings.TrimSuffix(named.Obj().Name(), "Document")
	if name == "" { // token.Document
		name = named.Obj().Pkg().Name()
	}
	for arg := range named.TypeArgs().Types() {
		of := definitionName(arg)
		name += "Of" + strings.ToUpper(of[:1]) + of[1:]
	}
	return strings.ToLower(name[:1]) + name[1:]
}

func basic(t types.Type, b *types.Basic) (schema, error) {
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return schema{Type: "boolean"}, nil
	case info&types.IsInteger != 0:
		return schema{Type: "integer"}, nil
	case info&types.IsFloat != 0:
		return schema{Type: "number"}, nil
	case info&types.IsString != 0:
		return schema{Type: "string", Examples: constants(t)}, nil
	}
	return schema{}, fmt.Errorf("what %s is in JSON is not known here", t)
}

// maxExamples is how many values are worth listing.
const maxExamples = 24

// constants are the values that a type of strings has a name for.
func constants(t types.Type) []string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	var values []string
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || !types.Identical(c.Type(), t) {
			continue
		}
		if v := strings.Trim(c.Val().ExactString(), `"`); v != "" {
			values = append(values, v)
		}
	}
	if len(values) > maxExamples {
		return nil
	}
	slices.Sort(values)
	return slices.Compact(values)
}

func hasMethod(t types.Type, name string) bool {
	if _, pointer := t.Underlying().(*types.Pointer); pointer {
		return false // what it points to is asked
	}
	if _, abstract := t.Underlying().(*types.Interface); abstract {
		return false
	}
	return types.NewMethodSet(types.NewPointer(t)).Lookup(nil, name) != nil
}
