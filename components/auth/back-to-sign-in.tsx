import Link from 'next/link';

export function BackToSignIn() {
  return (
    <Link href="/sign-in" className="font-medium text-accent-ink hover:underline">
      Back to sign-in
    </Link>
  );
}
