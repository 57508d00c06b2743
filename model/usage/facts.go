package usage

import "maps"

// Project is what the files of one repository tell about each other: where the address
// of the Web API is held, which functions are told methods' names, which names hold
// clients.
type Project struct {
	facts
	used map[string]bool // functions that are told methods' names, and are called with one
}

// facts are what one file, or a project, declares.
type facts struct {
	bases     map[string]bool   // names that hold the address of the Web API
	held      map[string][]held // names that hold names of methods
	clients   map[string]bool   // names that hold a Slack client
	senders   map[string]bool   // functions, of files that hold the address, that are told a path: see collectSenders
	wrappers  map[string]int    // functions that call the method they are told, by name; which argument tells
	knowsAPI  bool              // a file has the address of the Web API
	knowsHost bool              // a file has the address of Slack, perhaps without that of the Web API
	bolt      bool              // a file imports Bolt
}

// held is what a name holds: methods, by a literal that stands at a place.
type held struct {
	at      int
	methods []string
}

// anyArgument stands for the argument of a wrapper that is not known.
const anyArgument = -1

func newFacts() facts {
	return facts{
		bases: map[string]bool{}, held: map[string][]held{}, clients: map[string]bool{},
		senders: map[string]bool{}, wrappers: map[string]int{},
	}
}

// add adds what one file declares.
func (p *Project) add(file facts) {
	maps.Copy(p.bases, file.bases)
	maps.Copy(p.clients, file.clients)
	maps.Copy(p.senders, file.senders)
	for name, values := range file.held {
		p.held[name] = append(p.held[name], values...)
	}
	for name, argument := range file.wrappers {
		p.addWrapper(name, argument)
	}
	p.knowsAPI = p.knowsAPI || file.knowsAPI
	p.knowsHost = p.knowsHost || file.knowsHost
	p.bolt = p.bolt || file.bolt
}

// usesSDK reports whether a file imports Bolt, or makes a client of a Slack SDK.
func (p *Project) usesSDK() bool { return p.bolt || len(p.clients) > 0 }

// addWrapper reports whether the function was not known as a wrapper before.
func (p *facts) addWrapper(name string, argument int) bool {
	before, known := p.wrappers[name]
	if known && before != argument {
		argument = anyArgument
	}
	p.wrappers[name] = argument
	return !known
}
