export default function Page() {
  return <p>A bare route, for comparison.</p>;
}
