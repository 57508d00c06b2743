<?php
namespace Harbour\Slack;

class Slack extends Sender
{
    public function channels()
    {
        return $this->get('conversations.list'); // want: conversations.list
    }

    public function person(string $id)
    {
        return $this->get('users.info', ['user' => $id]); // want: users.info
    }

    public function forget(string $ts)
    {
        return $this->post('chat.delete', ['ts' => $ts]);
    }
}
