import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type EmailFieldProps = { label?: string; typed?: string | undefined; error: string | null };

/** The address that names an account. */
export function EmailField({ label = 'E-mail', typed, error }: EmailFieldProps) {
  return (
    <Field label={label} name="email" error={error}>
      <Input
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={typed}
      />
    </Field>
  );
}
