package world

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// WriteYAML writes the world as [ReadWorld] reads it. What has many parts takes
// many lines; users, conversations and grants take one each. Fields without a
// value are left out.
func (w World) WriteYAML(to io.Writer) error {
	out := bufio.NewWriter(to)
	writeFields(out, reflect.ValueOf(w), "", "")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the world: %w", err)
	}
	return nil
}

// writeFields writes a struct with a field on each line. The first of them
// comes after lead, the others after indent.
func writeFields(out *bufio.Writer, v reflect.Value, lead, indent string) {
	for name, value := range fieldsOf(v) {
		if value.IsZero() {
			continue
		}
		_, _ = out.WriteString(lead + name + ":") // a [bufio.Writer] keeps its error
		lead = indent
		if !hasParts(value.Type()) {
			_, _ = out.WriteString(" " + inLine(value) + "\n")
			continue
		}
		_, _ = out.WriteString("\n")
		for i := range value.Len() {
			one := value.Index(i)
			if isLong(one.Type()) {
				writeFields(out, one, indent+"- ", indent+"  ")
			} else {
				_, _ = out.WriteString(indent + "- " + inLine(one) + "\n")
			}
		}
	}
}

// hasParts reports whether values of the type are lists of structs.
func hasParts(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
}

// isLong reports whether a struct has lists of structs.
func isLong(t reflect.Type) bool {
	for field := range t.Fields() {
		if hasParts(field.Type) {
			return true
		}
	}
	return false
}

// inLine writes a value on one line. Go's escapes are among those of YAML, as
// long as the text is UTF-8.
func inLine(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(strings.ToValidUTF8(v.String(), "\ufffd"))
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, inLine(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Struct:
		var parts []string
		for name, value := range fieldsOf(v) {
			if !value.IsZero() {
				parts = append(parts, name+": "+inLine(value))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v.Interface())
}
