# Agents who may do what an agent does; prints `number<TAB>id` of each. usage: agents.pl COUNT
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

RT->LoadConfig;
RT->Init;

sub must { my ($done, $words) = @_; die "$words\n" unless $done; return $done; }

my $staff = RT::Group->new(RT->SystemUser);
must($staff->LoadSystemInternalGroup('Privileged'));
my @rights = qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ReplyToTicket CommentOnTicket ModifyTicket OwnTicket TakeTicket ModifySelf);
must($staff->PrincipalObj->GrantRight(Right => $_, Object => RT->System)) for @rights;
for my $number (1 .. $ARGV[0]) {
    my $agent = RT::User->new(RT->SystemUser);
    my $id = must($agent->Create(Name => "agent$number", EmailAddress => "agent$number\@peer.test", Password => "peer-agent-$number", Privileged => 1));
    print "$number\t$id\n";
}
