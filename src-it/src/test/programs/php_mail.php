<?php
// Sends what a list of plans means, with mail() and with PHPMailer. Arguments: file with the plans, host, port; mail() uses
// sendmail_path. See MeantMail.java for what a plan has.
use PHPMailer\PHPMailer\PHPMailer;

foreach (['Exception', 'SMTP', 'PHPMailer'] as $class) {
    require_once "/usr/share/php/libphp-phpmailer/src/$class.php";
}
[, $file, $host, $port] = $argv;

/** Without mbstring: one encoded word for whole characters of at most 45 octets. */
function encoded(string $text): string
{
    if (preg_match('/^[\x20-\x7e]*$/', $text)) {
        return $text;
    }
    $words = [];
    $word = '';
    foreach (preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY) as $character) {
        if (strlen($word . $character) > 45) {
            $words[] = $word;
            $word = '';
        }
        $word .= $character;
    }
    $words[] = $word;
    return implode("\r\n ", array_map(fn ($one) => '=?UTF-8?B?' . base64_encode($one) . '?=', $words));
}

function mailbox(array $one): string
{
    $name = $one['name'] ?? '';
    if ($name === '') {
        return $one['address'];
    }
    $ascii = preg_match('/^[\x20-\x7e]*$/', $name);
    return ($ascii ? '"' . addcslashes($name, '"\\') . '"' : encoded($name)) . " <{$one['address']}>";
}

/** With the function of the language, as contact forms do. */
function plain(array $plan): void
{
    $fields = $plan['fields'] + ['From' => mailbox($plan['from']), 'MIME-Version' => '1.0',
        'Content-Type' => ($plan['html'] === null ? 'text/plain' : 'text/html') . '; charset=UTF-8',
        'Content-Transfer-Encoding' => '8bit'];
    if ($plan['cc']) {
        $fields['Cc'] = implode(', ', array_map('mailbox', $plan['cc']));
    }
    // To whom it goes is said to sendmail: the field is what the reader sees.
    $to = implode(', ', array_map('mailbox', $plan['to']));
    if (!mail($to, encoded($plan['subject']), $plan['html'] ?? $plan['text'], $fields,
        '-f' . $plan['from']['address'] . ' ' . $plan['recipient'])) {
        throw new RuntimeException('mail() failed');
    }
}

function phpmailer(array $plan, string $host, string $port): void
{
    $mail = new class (true) extends PHPMailer {
        public array $envelope = [];

        protected function smtpSend($header, $body)
        {
            $kept = [$this->to, $this->cc, $this->all_recipients];
            [$this->to, $this->cc] = [[[$this->envelope[0], '']], []];
            $sent = parent::smtpSend($header, $body);
            [$this->to, $this->cc, $this->all_recipients] = $kept;
            return $sent;
        }
    };
    $mail->envelope = [$plan['recipient']];
    $mail->isSMTP();
    $mail->Host = $host;
    $mail->Port = (int) $port;
    $mail->SMTPAutoTLS = false;
    $mail->CharSet = PHPMailer::CHARSET_UTF8;
    $mail->setFrom($plan['from']['address'], $plan['from']['name'] ?? '');
    foreach ($plan['to'] as $one) {
        $mail->addAddress($one['address'], $one['name'] ?? '');
    }
    foreach ($plan['cc'] as $one) {
        $mail->addCC($one['address'], $one['name'] ?? '');
    }
    $mail->Subject = $plan['subject'];
    foreach ($plan['fields'] as $name => $value) {
        if ($name === 'Message-ID') {
            $mail->MessageID = $value;
        } else {
            $mail->addCustomHeader($name, $value);
        }
    }
    if ($plan['html'] !== null) {
        $mail->isHTML(true);
        $mail->Body = $plan['html'];
        $mail->AltBody = $plan['text'] ?? '';
    } else {
        $mail->Body = $plan['text'];
        $mail->AllowEmpty = true;
    }
    $mail->Ical = $plan['calendar'] ?? '';
    foreach ($plan['inline'] as $one) {
        $mail->addStringEmbeddedImage(base64_decode($one['content']), $one['cid'], $one['name'], 'base64', $one['type']);
    }
    foreach ($plan['attachments'] as $one) {
        $mail->addStringAttachment(base64_decode($one['content']), $one['name'], 'base64', $one['type']);
    }
    $mail->send();
}

foreach (json_decode(file_get_contents($file), true) as $plan) {
    try {
        $plan['program'] === 'php mail()' ? plain($plan) : phpmailer($plan, $host, $port);
    } catch (Exception $e) {
        fwrite(STDERR, "{$plan['recipient']}: {$e->getMessage()}\n");
        exit(1);
    }
}
