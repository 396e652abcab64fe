# Request Tracker as Debian has it, with a database and an address of its own; mail goes nowhere. @NAME@ is filled in.
Set($rtname, 'peer.test');
Set($Organization, 'peer.test');
Set($CorrespondAddress, 'rt@peer.test');
Set($CommentAddress, 'rt-comment@peer.test');
Set($WebPath, '');
Set($WebDomain, '127.0.0.1');
Set($WebPort, @PORT@);
Set($WebBaseURL, 'http://127.0.0.1:@PORT@');
Set($WebSecureCookies, 0);
Set($DatabaseType, 'Pg');
Set($DatabaseHost, '@DATABASE@');
Set($DatabasePort, '5432');
Set($DatabaseUser, 'rt_peer');
Set($DatabasePassword, 'peer');
Set($DatabaseName, 'rt_peer');
Set($DatabaseAdmin, 'goodhost');
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '@FOLDER@/no-mail');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($Timezone, 'UTC');
$RT::MasonDataDir = '@FOLDER@/pages';
$RT::MasonSessionDir = '@FOLDER@/sessions';
# All of a ticket with its page, as a desk shows it, not fetched bit by bit afterwards.
Set($ShowHistory, 'always');
1;
