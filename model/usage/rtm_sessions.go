package usage

import "bytes"

// rtmMakers make a client of the Real Time Messaging API, which asks Slack for its
// address by rtm.connect, in the SDKs of a language.
var rtmMakers = map[string][]string{
	"Go":         {".NewRTM(", ".NewRTMWithOptions("},
	"Python":     {"RTMClient("},
	"JavaScript": {"new RTMClient(", "new RtmClient("},
	"Ruby":       {"Slack::RealTime::Client.new", "SlackRubyBot::Bot.run"},
	"PHP":        {"new RealTimeClient("},
	"Elixir":     {"Slack.Bot.start_link("},
}

// findRTMSessions finds clients of the Real Time Messaging API. The methods that they call
// stand in no code but the SDK's.
func (s *source) findRTMSessions() {
	if !s.aboutSlack {
		return
	}
	code := s.text.code
	for _, maker := range rtmMakers[s.language] {
		for start := range indexes(code, []byte(maker)) {
			end := start + len(bytes.TrimRight([]byte(maker), "("))
			if code[start] == '.' {
				start++
			} else if start > 0 && inWord[code[start-1]] {
				continue
			}
			if !bytes.HasSuffix(bytes.TrimRight(lineBefore(code, start), " "), []byte("class")) {
				s.add(start, end, known([]string{"rtm.connect"})...)
			}
		}
	}
}
