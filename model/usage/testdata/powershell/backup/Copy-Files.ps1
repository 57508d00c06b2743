foreach ($f in $files) {
    Get-SlackFile -Url $f.url_private -Token $Token
}
$x = Send-SlackCall -Method 'files.list' -Token $Token # want: files.list
