class SlackThing
  URL = 'https://slack.com/api/%s'
  ENDPOINT = 'https://slack.com/api/%{method}'
  def call(method)
    Net::HTTP.get(URI(URL % method))
  end
  def call2(meth)
    Net::HTTP.get(URI(format(ENDPOINT, method: meth)))
  end
  def go
    call('users.list') # want: users.list
    call2('team.info') # want: team.info
  end
end
