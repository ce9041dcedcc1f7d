'use client';

import { ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { CodeField } from '@/components/auth/code-form';
import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { useProof } from '@/components/auth/use-proof';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import {
  finishAuthenticator,
  renewBackupCodes,
  startAuthenticator,
  stopTwoFactor,
} from '@/lib/auth/two-factor/actions';
import type { Setup, TwoFactorState } from '@/lib/auth/two-factor/view';
import { BackupCodes } from './backup-codes';

type TwoFactorProps = { isOn: boolean; codesLeft: number };
type Sent = ReturnType<typeof useForm<TwoFactorState>>;

/** Codes from an authenticator, as a second step after the password. */
export function TwoFactor({ isOn, codesLeft }: TwoFactorProps) {
  const finish = useForm(finishAuthenticator);
  const renew = useForm(renewBackupCodes);
  const router = useRouter();
  const [kept, setKept] = useState<string[][]>([]);
  // Here, above both, because the page learns that codes are on while these are still to be kept.
  const codes = [finish.state.codes, renew.state.codes].find(
    (made) => made && !kept.includes(made),
  );
  if (codes) {
    const keep = () => {
      setKept([...kept, codes]);
      router.refresh();
    };
    return <BackupCodes codes={codes} onKept={keep} />;
  }
  return isOn ? <TurnedOn codesLeft={codesLeft} renew={renew} /> : <TurnedOff finish={finish} />;
}

function TurnedOff({ finish }: { finish: Sent }) {
  const start = useForm(startAuthenticator);
  const { onSubmit, dialog } = useProvenSubmit(start);
  const setup = finish.state.setup ?? start.state.setup;
  if (!setup) {
    return (
      <>
        <form {...start.props} onSubmit={onSubmit} className="flex flex-col gap-4">
          <p className="text-ink-soft text-sm">
            Off. Turned on, signing in with your password also asks for a code from an app such as
            1Password, Aegis or Google Authenticator.
          </p>
          <FormNotice state={start.state} />
          <Button type="submit" busy={start.pending} className="self-start">
            Turn on…
          </Button>
        </form>
        {dialog}
      </>
    );
  }
  return (
    <form {...finish.props} className="flex flex-col gap-4">
      <FormNotice state={finish.state} fields={['code']} />
      <p className="text-ink-soft text-sm">
        Scan this with your authenticator, then write the code that it shows.
      </p>
      <ScanOrType setup={setup} />
      <CodeField
        kind="code"
        className="max-w-56"
        error={refusalOf(finish.state, 'code')}
        hint={finish.state.refusal?.try_next}
      />
      <Button type="submit" variant="primary" busy={finish.pending} className="self-start">
        Turn on
      </Button>
    </form>
  );
}

function ScanOrType({ setup: { key, qr } }: { setup: Setup }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
      {/* Dark on light in both themes: cameras read nothing else well. */}
      <svg
        role="img"
        aria-label="QR code with the key below"
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shapeRendering="crispEdges"
        className="size-44 shrink-0 rounded-lg border border-line bg-white"
      >
        <rect width={qr.size} height={qr.size} fill="white" />
        <path d={qr.path} fill="black" />
      </svg>
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-[0.8125rem] text-ink-faint">Or type this key:</p>
        <p className="mt-1 font-mono text-sm [word-spacing:0.15em]" data-testid="authenticator-key">
          {key}
        </p>
      </div>
    </div>
  );
}

function TurnedOn({ codesLeft, renew }: { codesLeft: number; renew: Sent }) {
  const [turningOff, setTurningOff] = useState(false);
  const { onSubmit, withProof, dialog } = useProvenSubmit(renew);
  return (
    <>
      <div className="flex items-start gap-3 rounded-xl border border-line bg-raised px-4 py-3">
        <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-good-ink" />
        <div>
          <p className="font-medium text-sm">On</p>
          <p className="text-[0.8125rem] text-ink-faint">
            {codesLeft === 1 ? '1 backup code is left.' : `${codesLeft} backup codes are left.`}
          </p>
        </div>
      </div>
      {renew.state.refusal ? <FormNotice state={renew.state} /> : null}
      <div className="flex flex-wrap gap-2">
        <form {...renew.props} onSubmit={onSubmit}>
          <Button type="submit" busy={renew.pending}>
            Make new backup codes
          </Button>
        </form>
        <Button variant="quiet-danger" onClick={() => void withProof(() => setTurningOff(true))}>
          Turn off…
        </Button>
      </div>
      <Dialog
        open={turningOff}
        onOpenChange={setTurningOff}
        title="Turn off codes?"
        description="Your password alone will sign you in. The key in your authenticator and your backup codes stop working."
      >
        <TurnOffForm />
      </Dialog>
      {dialog}
    </>
  );
}

/** Sends a form once its person has proved who they are; `dialog` stands outside of the form. */
function useProvenSubmit({ send }: Pick<Sent, 'send'>) {
  const { withProof, dialog } = useProof();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void withProof(() => send(data));
  };
  return { onSubmit, withProof, dialog };
}

function TurnOffForm() {
  const { state, pending, props } = useForm(stopTwoFactor);
  const router = useRouter();
  const { done } = state;
  useEffect(() => {
    if (!done) return;
    toast({ title: done });
    router.refresh();
  }, [done, router]);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={done ? {} : state} />
      <Button type="submit" variant="danger" busy={pending} className="self-end">
        Turn off codes
      </Button>
    </form>
  );
}
