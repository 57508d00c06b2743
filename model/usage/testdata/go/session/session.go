package session

import (
	sl "github.com/nlopes/slack"
)

type Session struct {
	api *sl.Client
	rtm *sl.RTM
}

func New(token string) *Session {
	return &Session{api: sl.New(token)}
}

func (s *Session) Run() {
	s.rtm = s.api.NewRTM() // want: rtm.connect
	go s.rtm.ManageConnection()
	s.api.AuthTest() // want: auth.test
	s.api.GetUsers() // want: users.list
}

func (s *Session) Say(text, channel string) {
	s.rtm.SendMessage(s.rtm.NewOutgoingMessage(text, channel))
	message := s.rtm.NewOutgoingMessage(text, channel)
	s.rtm.SendMessage(message)
}

func (s *Session) Change(ts, channel string) {
	s.api.SendMessage(channel, sl.MsgOptionUpdate(ts)) // want: chat.update
}
