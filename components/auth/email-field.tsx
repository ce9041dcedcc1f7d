import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type EmailFieldProps = {
  label?: string;
  typed?: string | undefined;
  error: string | null;
  /** Whether browsers that can may offer a passkey here. */
  offersPasskey?: boolean;
};

/** The address that names an account. */
export function EmailField({ label = 'E-mail', typed, error, offersPasskey }: EmailFieldProps) {
  return (
    <Field label={label} name="email" error={error}>
      <Input
        name="email"
        type="email"
        inputMode="email"
        autoComplete={offersPasskey ? 'username webauthn' : 'username'}
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={typed}
      />
    </Field>
  );
}
