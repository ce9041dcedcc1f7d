export default function Loading() {
  return (
    <div role="status" className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8 md:px-6">
      <span className="sr-only">Loading the conversation</span>
      <div className="h-10 w-1/2 animate-pulse self-end rounded-2xl bg-sunken" />
      <div className="h-5 w-3/4 animate-pulse rounded bg-sunken" />
      <div className="h-24 w-full animate-pulse rounded-xl bg-sunken" />
    </div>
  );
}
