package state

import "time"

// ticketLife is how long the URL of a connection of Socket Mode may be opened. Slack says that
// it is temporary; how long, and that it is used once, is inferred.
const ticketLife = 30 * time.Second

// ticket lets an app open one connection of Socket Mode.
type ticket struct {
	app     string
	created time.Time
}

// NewTicket makes a ticket for a connection of an app.
func (s *State) NewTicket(app string) string {
	tx := s.Lock()
	defer tx.Unlock()
	id := tx.NewSecret()
	tx.tickets[id] = ticket{app, tx.now()}
	tx.ticketIDs.add(id)
	return id
}

// UseTicket uses a ticket, and returns whose it was.
func (s *State) UseTicket(id string) (app string, good bool) {
	tx := s.Lock()
	defer tx.Unlock()
	t, found := tx.tickets[id]
	delete(tx.tickets, id)
	return t.app, found && tx.now().Sub(t.created) < ticketLife
}
