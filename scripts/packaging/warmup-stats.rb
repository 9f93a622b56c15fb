# SPDX-License-Identifier: GPL-3.0-or-later
#
# For Homebrew: `brew install --HEAD scripts/packaging/warmup-stats.rb` in a checkout.
class WarmupStats < Formula
  desc "Tells how benchmarks warm up, when they are steady, and how fast they then are"
  homepage "https://doi.org/10.1145/3133876"
  license "GPL-3.0-or-later"
  head "file://#{Pathname.new(__dir__).parent.parent}", using: :git, branch: "main"

  depends_on "pkgconf" => :build
  depends_on "gsl"
  depends_on "libarchive"
  depends_on "simdjson"

  uses_from_macos "swift" => :build

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "warmup-stats"
    bin.install ".build/release/warmup-stats"
    generate_completions_from_executable(bin/"warmup-stats", "--generate-completion-script")
  end

  test do
    (testpath/"results.csv").write <<~CSV
      benchmark,vm,process,iteration,seconds
      loop,VM,0,0,0.5
      loop,VM,0,1,0.25
    CSV
    assert_match "loop", shell_output("#{bin}/warmup-stats inspect results.csv")
  end
end
