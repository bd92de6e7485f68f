# Sends what a list of plans means, with three libraries of Perl. Arguments: file with the plans, host, port.
# See MeantMail.java for what a plan has.
use strict;
use warnings;
use utf8;
use Email::MIME;
use Email::Sender::Simple qw(sendmail);
use Email::Sender::Transport::SMTP;
use Email::Stuffer;
use Encode qw(encode);
use JSON::PP qw(decode_json);
use MIME::Base64 qw(decode_base64);
use MIME::Lite;
use Net::SMTP;

my ($file, $host, $port) = @ARGV;
open my $in, '<:raw', $file or die "$file: $!";
my $plans = decode_json(do { local $/; <$in> });
my $transport = Email::Sender::Transport::SMTP->new({ host => $host, port => $port });

# As RFC 5322 section 3.2.4 wants it: quotes and backslashes with a backslash.
sub phrase {
    my ($name) = @_;
    $name =~ s/(["\\])/\\$1/g;
    return qq("$name");
}

sub mailbox {
    my ($one, $encoded) = @_;
    return $one->{address} unless length($one->{name} // '');
    my $name = $one->{name};
    my $plain = $name =~ /^[\x20-\x7e]*$/;
    $name = $plain ? phrase($name) : $encoded ? encode('MIME-Header', $name) : phrase($name);
    return "$name <$one->{address}>";
}

# MIME::Lite leaves all encoding of fields to its user.
sub lite {
    my ($plan) = @_;
    my @field = map { ($_ => $plan->{fields}{$_}) } sort keys %{ $plan->{fields} };
    my $many = @{ $plan->{attachments} } || (defined $plan->{text} && defined $plan->{html});
    my %first = defined $plan->{text} ? text($plan, 'text') : text($plan, 'html');
    my $mail = MIME::Lite->new(
        From    => mailbox($plan->{from}, 1),
        To      => join(', ', map { mailbox($_, 1) } @{ $plan->{to} }),
        Subject => encode('MIME-Header', $plan->{subject}),
        @{ $plan->{cc} } ? (Cc => join(', ', map { mailbox($_, 1) } @{ $plan->{cc} })) : (),
        $many ? (Type => @{ $plan->{attachments} } ? 'multipart/mixed' : 'multipart/alternative') : %first,
    );
    while (my ($name, $value) = splice @field, 0, 2) { $mail->add($name => $value) }
    if ($many) {
        my $texts = $mail;
        if (@{ $plan->{attachments} } && defined $plan->{text} && defined $plan->{html}) {
            $texts = $mail->attach(Type => 'multipart/alternative');
        }
        $texts->attach(text($plan, 'text')) if defined $plan->{text};
        $texts->attach(text($plan, 'html')) if defined $plan->{html};
        for my $one (@{ $plan->{attachments} }) {
            $mail->attach(
                Type        => $one->{type},
                Filename    => encode('UTF-8', $one->{name}),
                Data        => decode_base64($one->{content}),
                Encoding    => 'base64',
                Disposition => 'attachment',
            );
        }
    }
    my $smtp = Net::SMTP->new($host, Port => $port) or die "no connection";
    $smtp->mail($plan->{from}{address}) && $smtp->to($plan->{recipient}) && $smtp->data($mail->as_string)
        or die $smtp->message;
    $smtp->quit;
}

sub text {
    my ($plan, $kind) = @_;
    my $type = $kind eq 'text' ? 'plain' : 'html';
    return (
        Type     => "text/$type; charset=$plan->{charset}",
        Data     => encode($plan->{charset}, $plan->{$kind}),
        Encoding => 'quoted-printable',
    );
}

sub email_mime {
    my ($plan) = @_;
    my @texts;
    for my $kind (qw(text html)) {
        next unless defined $plan->{$kind};
        push @texts, Email::MIME->create(
            attributes => {
                content_type => $kind eq 'text' ? 'text/plain' : 'text/html',
                charset      => $plan->{charset},
                encoding     => $kind eq 'text' ? 'quoted-printable' : 'base64',
            },
            body_str => $plan->{$kind},
        );
    }
    my @parts = @texts < 2 ? @texts : Email::MIME->create(attributes => { content_type => 'multipart/alternative' }, parts => \@texts);
    for my $one (@{ $plan->{attachments} }) {
        push @parts, Email::MIME->create(
            attributes => {
                content_type => $one->{type},
                filename     => $one->{name},
                name         => $one->{name},
                disposition  => 'attachment',
                encoding     => 'base64',
            },
            body => decode_base64($one->{content}),
        );
    }
    my $mail = Email::MIME->create(
        header_str => [
            From    => mailbox($plan->{from}),
            To      => join(', ', map { mailbox($_) } @{ $plan->{to} }),
            @{ $plan->{cc} } ? (Cc => join(', ', map { mailbox($_) } @{ $plan->{cc} })) : (),
            Subject => $plan->{subject},
            %{ $plan->{fields} },
        ],
        attributes => { content_type => 'multipart/mixed' },
        parts      => \@parts,
    );
    deliver($plan, $mail);
}

sub stuffer {
    my ($plan) = @_;
    my $stuffer = Email::Stuffer->new;
    $stuffer->from(mailbox($plan->{from}));
    $stuffer->to(map { mailbox($_) } @{ $plan->{to} });
    $stuffer->cc(map { mailbox($_) } @{ $plan->{cc} }) if @{ $plan->{cc} };
    $stuffer->subject($plan->{subject});
    $stuffer->text_body($plan->{text}) if defined $plan->{text};
    $stuffer->html_body($plan->{html}) if defined $plan->{html};
    $stuffer->header($_ => $plan->{fields}{$_}) for sort keys %{ $plan->{fields} };
    for my $one (@{ $plan->{attachments} }) {
        $stuffer->attach(decode_base64($one->{content}),
            content_type => $one->{type}, filename => $one->{name}, name => $one->{name});
    }
    deliver($plan, $stuffer->email);
}

sub deliver {
    my ($plan, $mail) = @_;
    sendmail($mail, { transport => $transport, from => $plan->{from}{address}, to => [ $plan->{recipient} ] });
}

my %makers = ('perl MIME::Lite' => \&lite, 'perl Email::MIME' => \&email_mime, 'perl Email::Stuffer' => \&stuffer);
for my $plan (@$plans) {
    eval { $makers{ $plan->{program} }->($plan); 1 } or die "$plan->{recipient}: $@";
}
