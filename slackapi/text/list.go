package text

import "strings"

// Slack writes lists in headers, arguments and replies as one string, with commas
// between the entries.

// SplitList reads such a list. Spaces around its entries are dropped, and empty entries.
func SplitList(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// JoinList writes such a list.
func JoinList[S ~string](entries []S) string {
	var b strings.Builder
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(e))
	}
	return b.String()
}

// Strings makes decoded text what it is about: scopes, ids. Empty ones, which is
// what null decodes to, are left out.
func Strings[S ~string](decoded []Safe) []S {
	if decoded == nil {
		return nil
	}
	list := make([]S, 0, len(decoded))
	for _, t := range decoded {
		if t != "" {
			list = append(list, S(t))
		}
	}
	return list
}
