'use client';

import { FormNotice } from '@/components/auth/form-notice';
import { useForm } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { revokeDevice, revokeOtherDevices } from '@/lib/account/actions';

/** A device as the page shows it; `activity` is when it was last used, in words. */
type ShownDevice = { id: string; name: string; activity: string; isThisOne: boolean };

/** Where the person is signed in, each with its way out. */
export function Devices({ devices }: { devices: ShownDevice[] }) {
  const others = useForm(revokeOtherDevices);
  return (
    <>
      <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-raised">
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      {devices.length > 1 ? (
        <form {...others.props}>
          <Button type="submit" busy={others.pending}>
            Sign out everywhere else
          </Button>
        </form>
      ) : null}
      <FormNotice state={others.state} />
    </>
  );
}

function DeviceRow({ device }: { device: ShownDevice }) {
  const { state, pending, props } = useForm(revokeDevice);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="wrap-anywhere-safe">
        <p className="font-medium text-sm">{device.name}</p>
        <p className="text-[0.8125rem] text-ink-faint">
          {device.isThisOne ? 'This device' : device.activity}
        </p>
      </div>
      {device.isThisOne ? null : (
        <form {...props}>
          <input type="hidden" name="id" value={device.id} />
          <Button type="submit" size="sm" busy={pending} aria-label={`Sign out ${device.name}`}>
            Sign out
          </Button>
        </form>
      )}
      {state.refusal ? <FormNotice state={state} /> : null}
    </li>
  );
}
