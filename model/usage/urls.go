package usage

import "bytes"

// findURLs finds the addresses of methods: https://slack.com/api/chat.postMessage.
func (s *source) findURLs() {
	if !s.knowsAPI {
		return
	}
	plain := s.text.plain
	for from := 0; ; {
		i := bytes.Index(plain[from:], []byte(".com/api/"))
		if i < 0 {
			return
		}
		host, name := from+i, from+i+len(".com/api/")
		from = name
		end, method := s.nameAt(name)
		if method == "" || !bytes.HasSuffix(plain[:host], []byte("slack")) && !bytes.HasSuffix(plain[:host], []byte("slack-gov")) {
			continue
		}
		s.add(beginningOfURL(plain, host), end, method)
	}
}

func beginningOfURL(plain []byte, host int) int {
	start := host
	for start > 0 && host-start < longestURL && (inWord[plain[start-1]] || bytes.IndexByte([]byte(":/.-"), plain[start-1]) >= 0) {
		start--
	}
	return start
}

// findURLPaths finds names behind a variable that holds the base of a URL, in a file
// that knows the address of the Web API: ${base}/chat.postMessage, {base}users.info,
// $BASE/auth.test, %s/team.info.
func (s *source) findURLPaths() {
	if !s.knowsAPI {
		return
	}
	plain := s.text.plain
	for i, c := range plain {
		name := i + 1
		switch {
		case c == '}' && name < len(plain) && plain[name] == '/':
			name++
		case c == '}', c == '/' && afterVariable(plain, i):
		default:
			continue
		}
		if end, method := s.nameAt(name); method != "" {
			s.add(name, end, method)
		}
	}
}

// afterVariable reports whether $NAME or %s stands right before i.
func afterVariable(plain []byte, i int) bool {
	name := wordBefore(plain[:i], i)
	return len(name) > 1 && name[0] == '$' || string(name) == "s" && i > 1 && plain[i-2] == '%'
}
