package usage

import (
	"strings"
)

// Whether client.users.list(...) calls Slack depends on what client is. A
// reader of text cannot know, and goes by three things: the name (client, web,
// mySlack), where the file has it from (new WebClient(...), a parameter of type
// MethodsClient, or new Octokit(...)), and how telling the method's name is.

// standing is what a receiver is likely to be.
type standing int

const (
	unknown  standing = iota
	stranger          // surely something else
	client            // a Slack client
)

// counts reports whether a method's name, called on such a receiver, is taken for a call.
func (s *source) counts(method string, r standing) bool {
	switch {
	case r == stranger:
		return false
	case r == client && s.slack:
		return true
	}
	return telling(method) && (s.slack || r == client)
}

// receiver judges what stands before a dot.
func (s *source) receiver(dot int) standing {
	name, inside := receiverName(s.text.code, dot)
	if name == "" {
		for start, end := range words(inside) {
			if looksLikeClient(string(inside[start:end])) {
				return client
			}
		}
		return unknown
	}
	switch name {
	case "self", "this", "super", "cls":
		return stranger
	}
	if r := s.origin(name); r != unknown {
		return r
	}
	if looksLikeClient(name) {
		return client
	}
	return unknown
}

// receiverName returns the name before a dot, arguments left out: of
// app.client.users it is client, of slack.methods(token).usersInfo it is
// methods. Of (await connect()).users it is empty, and inside is what stands in
// the parentheses.
func receiverName(code []byte, dot int) (name string, inside []byte) {
	end := lastOf(code, dot-1)
	for end >= 0 && (code[end] == '?' || code[end] == '!' || code[end] == '&') {
		end = lastOf(code, end-1)
	}
	for end >= 0 && (code[end] == ')' || code[end] == ']') {
		open := matching(code, end)
		if open < 0 {
			return "", nil
		}
		inside = code[open+1 : end]
		end = lastOf(code, open-1)
	}
	if end < 0 {
		return "", inside
	}
	name = string(wordBefore(code, end+1))
	if name == "new" && end-3 >= 0 && code[end-3] == '.' { // Ruby: Slack::Web::Client.new
		name = string(wordBefore(code, end-3))
	}
	if name == "await" || name == "return" {
		return "", inside
	}
	return name, inside
}

// matching returns the place of the bracket that the one at end closes; -1 when it is far.
func matching(code []byte, end int) int {
	depth := 0
	for i := end; i > max(end-longestArguments, -1); i-- {
		switch code[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// looksLikeClient reports whether people call a Slack client so.
func looksLikeClient(name string) bool {
	name = strings.ToLower(name)
	if strings.Contains(name, "slack") {
		return true
	}
	switch strings.NewReplacer("_", "", "$", "").Replace(name) {
	case "client", "getclient", "web", "webclient", "webapi", "asyncclient", "asyncwebclient", "appclient",
		"botclient", "userclient", "adminclient", "teamclient", "orgclient", "methods", "methodsasync",
		"methodsclient", "asyncmethodsclient", "api", "bot", "sc":
		return true
	}
	return false
}
