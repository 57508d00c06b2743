<?php
namespace App\Slack;
class Groups extends Base
{
    public function all()
    {
        $url = sprintf("%sgroups.list?token=%s", self::BASE_URL, $this->secret()); // want: groups.list
        return $this->send($url);
    }
    public function info($id)
    {
        return $this->send(sprintf(
            "%susers.info?token=%s&user=%s", // want: users.info
            self::BASE_URL,
            $this->secret(),
            $id
        ));
    }
    public function hist($id)
    {
        return $this->call('conversations.history', ['channel' => $id]); // want: conversations.history
    }
    public function open($id)
    {
        return $this->send("{$this->base}/im.open?user={$id}"); // want: im.open
    }
    public function members($id)
    {
        return $this->send(parent::BASE_URL . "conversations.members?channel=" . $id); // want: conversations.members
    }
}
