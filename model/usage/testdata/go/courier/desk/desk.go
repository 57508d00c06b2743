package desk

import "example.com/courier/transport"

const (
	send = "chat.postMessage"
	Fix  = "chat.update"
)

type Desk struct{ out *transport.Caller }

func (d *Desk) Send(text string, again bool) error {
	method := send
	if again {
		method = "chat.scheduleMessage"
	}
	if err := d.out.Submit(method, text); err != nil { // want: chat.postMessage chat.scheduleMessage
		return err
	}
	_ = d.out.Submit(Fix, text) // want: chat.update
	d.log.Info("users.list", text)
	d.limits["auth.test"] = 3
	if text == "emoji.list" {
		return nil
	}
	return d.out.Submit("users.info", nil) // want: users.info
}
