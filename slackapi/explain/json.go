package explain

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"periscope/model"
	"periscope/slackapi/text"
)

// fromJSON reads a text that is nothing but JSON, one value or several, as replies
// are. Nil means that it is not, or holds no reply: the text is to be searched.
func fromJSON(s string) []model.Refusal {
	trimmed := strings.TrimSpace(s)
	if !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") {
		return nil
	}
	var found []model.Refusal
	decoder := json.NewDecoder(strings.NewReader(s))
	for {
		start := int(decoder.InputOffset())
		var v any
		err := decoder.Decode(&v)
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			return nil
		}
		end := int(decoder.InputOffset())
		value := strings.TrimLeft(s[start:end], " \t\r\n")
		line := 1 + strings.Count(s[:end-len(value)], "\n")
		r := replies{line: line, excerpt: excerpt(compact(value))}
		r.walk(v, "", 0)
		if len(r.found) == 0 {
			return nil // a line of a log in JSON: what it says stands in its texts
		}
		found = append(found, r.found...)
	}
}

// compact writes JSON on one line.
func compact(s string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(s)) != nil {
		return s
	}
	return b.String()
}

// replies finds objects in JSON that are replies of Slack.
type replies struct {
	line    int
	excerpt string
	found   []model.Refusal
}

func (r *replies) walk(v any, method string, depth int) {
	if depth > 64 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, entry := range v {
			r.walk(entry, method, depth+1)
		}
	case map[string]any:
		for _, key := range []string{"method", "api_method", "apiMethod", "url", "path", "api_url"} {
			if s, ok := v[key].(string); ok {
				if m := methodOf(s); m != "" {
					method = m
				}
			}
		}
		if reply, ok := r.reply(v, method); ok {
			r.found = append(r.found, reply)
			return
		}
		for _, key := range sortedKeys(v) {
			r.walk(v[key], method, depth+1)
		}
	}
}

// reply reads an object that is a reply: a refusal, or a success with warnings.
func (r *replies) reply(v map[string]any, method string) (model.Refusal, bool) {
	code, _ := v["error"].(string)
	ok, said := v["ok"].(bool)
	reply := model.Refusal{Method: method, Line: r.line, Count: 1, Excerpt: r.excerpt}
	meta, _ := v["response_metadata"].(map[string]any)
	for _, warnings := range [][]string{textList(v["warning"]), textList(meta["warnings"])} {
		for _, w := range warnings {
			if isCode(w) {
				reply.Warnings = appendNew(reply.Warnings, w)
			}
		}
	}
	for _, message := range asTexts(meta["messages"]) {
		reply.Messages = appendNew(reply.Messages, text.Cut(text.Redact([]byte(message)), text.MaxRemark))
	}
	switch {
	case said && ok && len(reply.Warnings) > 0:
		return reply, true
	case said && ok, !isCode(code), !said && !isKnown(code):
		return model.Refusal{}, false
	}
	reply.Code = code
	if needed, ok := v["needed"].(string); ok {
		reply.Needed = scopes(needed)
	}
	if provided, ok := v["provided"].(string); ok {
		reply.Provided, reply.ProvidedKnown = scopes(provided), true
	}
	if s := compactText(v); s != "" {
		reply.Kind, reply.DirectMessage = tokenKind(s), onlyDirectMessage(s)
	}
	return reply, true
}

func compactText(v map[string]any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// textList reads a comma list, or an array of texts.
func textList(v any) []string {
	if s, ok := v.(string); ok {
		return text.SplitList(s)
	}
	return asTexts(v)
}

func asTexts(v any) []string {
	list, _ := v.([]any)
	var texts []string
	for _, entry := range list[:min(len(list), 20)] {
		if s, ok := entry.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}
