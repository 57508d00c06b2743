package listen

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"periscope/cli/console"
)

// SplitAddress splits the address that was given with a flag into host and port, which is a
// number or the name of a service. It refuses what is no address; the error for the person
// shows the example. It is called before anything else happens.
func SplitAddress(addr, flag, example string) (host, port string, err error) {
	host, port, err = net.SplitHostPort(addr)
	if err != nil {
		return "", "", console.CommandLineError(fmt.Sprintf("%s %q is not HOST:PORT", flag, addr), "Write it as in "+example+".")
	}
	if _, err := new(net.Resolver).LookupPort(context.Background(), "tcp", port); err != nil { // asks nobody
		return "", "", console.CommandLineError(fmt.Sprintf("%q in %s %q is no port", port, flag, addr),
			"Write a number from 1 to 65535, as in "+example+"; with 0 any free port is taken.")
	}
	return host, port, nil
}

// unusableAddress says why this machine cannot listen at an address.
func unusableAddress(addr, flag string, err error) error {
	wrong := func(code, sentence, next string) error {
		return &console.Error{Code: code, Status: console.StatusUsage, Message: sentence, Next: next}
	}
	host, port, splitErr := SplitAddress(addr, flag, "127.0.0.1:0")
	if splitErr != nil {
		return splitErr
	}
	const choose = "Choose another address; with port 0, as in "
	switch free := flag + " 127.0.0.1:0"; {
	case errors.Is(err, syscall.EADDRINUSE):
		return wrong("address_in_use", addr+" is in use by another program", choose+free+", any free port is taken.")
	case errors.Is(err, fs.ErrPermission):
		return wrong("bad_address", fmt.Sprintf("this user may not listen at port %s", port),
			"Choose a port above 1023; with port 0, as in "+free+", any free port is taken.")
	case console.IsType[*net.DNSError](err):
		return wrong("bad_address", fmt.Sprintf("%q is no name of this machine, as far as it knows", host),
			"Choose an address of this machine, as in "+free+".")
	default:
		return wrong("bad_address", addr+" is no address that this machine can listen at: "+innermost(err).Error(),
			"Choose an address of this machine, as in "+free+".")
	}
}

// innermost returns the last cause of an error, which of package net is the one without the
// address.
func innermost(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err
}
