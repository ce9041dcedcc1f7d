'use client';

import { KeyRound, Pencil, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { addPasskey } from '@/components/auth/passkey-ceremony';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { useProof } from '@/components/auth/use-proof';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { FormState } from '@/lib/auth/forms';
import { removeMyPasskey, renameMyPasskey } from '@/lib/auth/passkeys/actions';

/** A passkey as the page shows it; `added` is the day in words. */
export type ShownPasskey = { id: string; name: string; added: string };

/** The person's passkeys, each with its way out, and the way to another. */
export function Passkeys({ passkeys }: { passkeys: ShownPasskey[] }) {
  const router = useRouter();
  const [state, setState] = useState<FormState>({});
  const [pending, setPending] = useState(false);
  const { withProof, dialog } = useProof();
  const add = async () => {
    setPending(true);
    const outcome = await addPasskey();
    setPending(false);
    setState(outcome.ok ? {} : outcome);
    if (!outcome.ok) return;
    toast({ title: 'Passkey added.' });
    router.refresh();
  };
  return (
    <>
      {passkeys.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-raised">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      ) : (
        <p className="text-ink-soft text-sm">
          None yet. A passkey signs you in without a password or a code, and can’t be guessed or
          phished.
        </p>
      )}
      <FormNotice state={state} />
      <Button
        busy={pending}
        className="self-start"
        onClick={() => void withProof(() => void add())}
      >
        <Plus aria-hidden="true" className="size-4" />
        Add a passkey
      </Button>
      {dialog}
    </>
  );
}

function PasskeyRow({ passkey }: { passkey: ShownPasskey }) {
  const [renaming, setRenaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { withProof, dialog } = useProof();
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <KeyRound aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <div className="wrap-anywhere-safe min-w-0 flex-1">
        <p className="font-medium text-sm">{passkey.name}</p>
        <p className="text-[0.8125rem] text-ink-faint">Added {passkey.added}</p>
      </div>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Rename ${passkey.name}`}
        onClick={() => setRenaming(true)}
      >
        <Pencil aria-hidden="true" className="size-4" />
      </Button>
      <Button
        size="sm"
        aria-label={`Remove ${passkey.name}`}
        onClick={() => void withProof(() => setRemoving(true))}
      >
        Remove
      </Button>
      {dialog}
      <Dialog open={renaming} onOpenChange={setRenaming} title="Rename passkey">
        <RenameForm passkey={passkey} onDone={() => setRenaming(false)} />
      </Dialog>
      <Dialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove “${passkey.name}”?`}
        description="It no longer signs you in. Your device may go on offering it until you delete it there too."
      >
        <RemoveForm passkey={passkey} onDone={() => setRemoving(false)} />
      </Dialog>
    </li>
  );
}

type RowFormProps = { passkey: ShownPasskey; onDone: () => void };

function RenameForm({ passkey, onDone }: RowFormProps) {
  const { state, pending, props } = useForm(renameMyPasskey);
  useWhenDone(state, onDone);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state.done ? {} : state} fields={['name']} />
      <input type="hidden" name="id" value={passkey.id} />
      <Field label="Name" name="name" error={refusalOf(state, 'name')}>
        <Input name="name" required maxLength={60} autoComplete="off" defaultValue={passkey.name} />
      </Field>
      <Button type="submit" variant="primary" busy={pending} className="self-end">
        Save name
      </Button>
    </form>
  );
}

function RemoveForm({ passkey, onDone }: RowFormProps) {
  const { state, pending, props } = useForm(removeMyPasskey);
  useWhenDone(state, onDone);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state.done ? {} : state} />
      <input type="hidden" name="id" value={passkey.id} />
      <Button type="submit" variant="danger" busy={pending} className="self-end">
        Remove passkey
      </Button>
    </form>
  );
}

/** Says what was done, closes, and reads the page again. */
function useWhenDone({ done }: FormState, close: () => void) {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an answer, not once a render
  useEffect(() => {
    if (!done) return;
    toast({ title: done });
    close();
    router.refresh();
  }, [done, router]);
}
