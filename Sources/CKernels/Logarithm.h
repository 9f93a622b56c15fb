// SPDX-License-Identifier: GPL-3.0-or-later
//
// A natural logarithm that is right to 0.52 units in the last place, the same on every processor;
// below it, one that is only near it and much faster.
//
// A number z in [11/16, 11/8) lies in one of 128 intervals, each with a short reciprocal c of its
// middle, a whole number of 512ths, or 1 beside 1. With r = z c − 1, which two numbers hold exactly
// and which is at most 1/128, ln z = −ln c + ln(1 + r). The table holds −ln c as a part of at most
// 42 bits after the point, so that its sum with an exponent times the high part of ln 2 is exact,
// and the rest. The series of ln(1 + r) ends where its terms are below 2^-70.

#ifndef LOGARITHM_H
#define LOGARITHM_H

#include <math.h>

#include "Vectors.h"

static const double reciprocals[128] = {
  743, 738, 734, 730, 726, 722, 718, 714, 710, 707, 703, 699, 695, 692, 688, 684, 681, 677, 674,
  670, 667, 664, 660, 657, 654, 650, 647, 644, 641, 638, 635, 632, 629, 626, 623, 620, 617, 614,
  611, 608, 605, 603, 600, 597, 594, 592, 589, 586, 584, 581, 579, 576, 574, 571, 569, 566, 564,
  561, 559, 557, 554, 552, 550, 547, 545, 543, 541, 538, 536, 534, 532, 530, 527, 525, 523, 521,
  519, 517, 515, 512, 512, 506, 502, 498, 495, 491, 487, 484, 480, 477, 473, 470, 466, 463, 460,
  457, 454, 450, 447, 444, 441, 438, 435, 433, 430, 427, 424, 421, 419, 416, 413, 411, 408, 406,
  403, 401, 398, 396, 394, 391, 389, 387, 384, 382, 380, 378, 376, 373,
};
static const double logarithms_high[128] = {
  -0x1.7d4eeef5efp-2, -0x1.7664e1239ep-2, -0x1.70d42e2789p-2, -0x1.6b3bb22359p-2,
  -0x1.659b57303ep-2, -0x1.5ff3070a79p-2, -0x1.5a42ab0f4dp-2, -0x1.548a2c3addp-2,
  -0x1.4ec97326p-2, -0x1.4a7373cedp-2, -0x1.44a41b463cp-2, -0x1.3ecc460ef6p-2,
  -0x1.38ebdb38edp-2, -0x1.347dd9a988p-2, -0x1.2e8e2bae12p-2, -0x1.2895a13de8p-2,
  -0x1.241558bfd1p-2, -0x1.1e0d0c3371p-2, -0x1.1980d2dd42p-2, -0x1.136870293bp-2,
  -0x1.0ed005f658p-2, -0x1.0a324e2739p-2, -0x1.0402594b4dp-2, -0x1.feb0233e6p-3,
  -0x1.f550a564b8p-3, -0x1.e8c0252aa6p-3, -0x1.df46c0c722p-3, -0x1.d5c216b4fcp-3,
  -0x1.cc320c0176p-3, -0x1.c2968558c2p-3, -0x1.b8ef67042p-3, -0x1.af3c94e80cp-3,
  -0x1.a57df28244p-3, -0x1.9bb362e7ep-3, -0x1.91dcc8c34p-3, -0x1.87fa06520cp-3,
  -0x1.7e0afd630cp-3, -0x1.740f8f5404p-3, -0x1.6a079d0f7ap-3, -0x1.5ff3070a7ap-3,
  -0x1.55d1ad4232p-3, -0x1.4f099f4a24p-3, -0x1.44d2b6ccb8p-3, -0x1.3a8eb2d31ap-3,
  -0x1.303d718e48p-3, -0x1.29552f82p-3, -0x1.1eed90e2dcp-3, -0x1.1478584674p-3,
  -0x1.0d77e7cd08p-3, -0x1.02ebb42bf4p-3, -0x1.f7b79fec38p-4, -0x1.e27076e2bp-4,
  -0x1.d4313d66ccp-4, -0x1.beba818148p-4, -0x1.b05b49bee4p-4, -0x1.9ab4246204p-4,
  -0x1.8c345d6318p-4, -0x1.765bf23a6cp-4, -0x1.67bb0726ecp-4, -0x1.590cafdfp-4,
  -0x1.42edcbea64p-4, -0x1.341d7961bcp-4, -0x1.253f62f0ap-4, -0x1.0ed839b554p-4,
  -0x1.ffae9119b8p-5, -0x1.e19070c278p-5, -0x1.c355dd092p-5, -0x1.95c830ec9p-5,
  -0x1.77458f633p-5, -0x1.58a5bafc9p-5, -0x1.39e87b9fe8p-5, -0x1.1b0d98924p-5, -0x1.d91a66c54p-6,
  -0x1.9ace7551dp-6, -0x1.5c45a51b9p-6, -0x1.1d7f7eb9fp-6, -0x1.bcf712c74p-7, -0x1.3e7295d26p-7,
  -0x1.7ee11ebd8p-8, 0x0p+0, 0x0p+0, 0x1.82448a388p-7, 0x1.432a92598p-6, 0x1.c63d2ec15p-6,
  0x1.149e3e4008p-5, 0x1.5715c4c04p-5, 0x1.9a187b574p-5, 0x1.ccb73cddd8p-5, 0x1.08598b59e4p-4,
  0x1.2207b5c784p-4, 0x1.4485e03dbcp-4, 0x1.5e95a4d978p-4, 0x1.8197e2f41p-4, 0x1.9c0c32d4d4p-4,
  0x1.b6ac88dad4p-4, 0x1.d179788218p-4, 0x1.ec739830ap-4, 0x1.08598b59e4p-3, 0x1.160c8024b2p-3,
  0x1.23d712a49cp-3, 0x1.31b994d3a4p-3, 0x1.3fb45a5992p-3, 0x1.4dc7b897bcp-3, 0x1.5737cc9018p-3,
  0x1.6574ebe8c2p-3, 0x1.73cb9074fep-3, 0x1.823c16551ap-3, 0x1.90c6db9fccp-3, 0x1.9a8778debap-3,
  0x1.a93ed3c8aep-3, 0x1.b811730b82p-3, 0x1.c2028ab18p-3, 0x1.d1037f2656p-3, 0x1.db13db0d48p-3,
  0x1.ea4449f04ap-3, 0x1.f474b134ep-3, 0x1.01eae5626cp-2, 0x1.07138604d6p-2, 0x1.0c42d67616p-2,
  0x1.14167ef367p-2, 0x1.1956d3b9bcp-2, 0x1.1e9e16788ap-2, 0x1.269621134ep-2, 0x1.2bef07cdc9p-2,
  0x1.314f1e1d36p-2, 0x1.36b6776be1p-2, 0x1.3c25277333p-2, 0x1.44591e053ap-2,
};
static const double logarithms_low[128] = {
  0x1.c9018f8f27d8fp-45, 0x1.0c4fb6aeb27afp-44, -0x1.1aead337ee287p-45, -0x1.0f6257a933268p-44,
  -0x1.f281db0af8efcp-46, -0x1.e9e439f105039p-45, 0x1.e63af2df7ba69p-50, -0x1.3167e63081cf7p-45,
  -0x1.34d7aaf04d104p-45, 0x1.9a234ebf35449p-44, -0x1.1ee28f37cf612p-44, 0x1.6028627c1300fp-47,
  -0x1.90582e67d4cap-45, 0x1.5594dd4c58092p-45, 0x1.67b1e99b72bd8p-45, -0x1.a8d7ad24c13fp-44,
  -0x1.00fff3228fcadp-44, -0x1.af8f2a9b0d4ap-44, -0x1.b7b3a7a361c9ap-45, 0x1.d3e8499d67123p-44,
  0x1.2dc75285aa803p-45, -0x1.c6bee7ef4030ep-47, -0x1.036b89ef42d7fp-48, -0x1.f316e32d5e8c7p-45,
  0x1.323e3a09202fep-45, 0x1.6805b80e8e6ffp-45, -0x1.a5e82b0b79039p-44, 0x1.1ba91bbca681bp-45,
  -0x1.409039a653794p-45, 0x1.cfd73dee38a4p-45, -0x1.87533321788ep-44, 0x1.a4e633fcd9066p-52,
  -0x1.b99c8ca1d9abbp-44, 0x1.1f2a8a1ce0ffcp-45, -0x1.7bc6abddeff46p-44, -0x1.22120401202fcp-44,
  -0x1.39e7c1d8f1034p-46, 0x1.0b66c99018aa1p-44, -0x1.5a3f8448d14f5p-44, 0x1.8586f183bebf2p-44,
  -0x1.add94dda647e8p-44, 0x1.e9bf2fafeaf27p-44, 0x1.70cc16135783cp-46, -0x1.bafb77d5d503ep-46,
  0x1.680b5ce3ecb05p-50, 0x1.5b967f4471dfcp-44, -0x1.615637097648fp-46, -0x1.563451027c75p-46,
  -0x1.cb2cd2ee2f482p-44, 0x1.5a8fa5ce00e5dp-46, 0x1.10987e897ed01p-47, 0x1.a342c2af0003cp-45,
  0x1.9454379135713p-45, 0x1.89b78b6df1f57p-44, -0x1.ff22c18f84a5ep-47, 0x1.8a64826787061p-45,
  -0x1.b20f5acb42a66p-44, 0x1.ecbc035c4256ap-48, -0x1.f724b69ef5912p-49, -0x1.c284f5722abaap-44,
  -0x1.bc0eeea7c9acdp-46, -0x1.1d0929983761p-44, -0x1.416f8fb69a701p-44, 0x1.901f46d48abb4p-44,
  -0x1.303374262c554p-45, 0x1.fea4664629e86p-45, -0x1.f2ccc9abf8388p-45, 0x1.c148297c5feb8p-45,
  0x1.181dce586af09p-44, 0x1.b2b739570ad39p-45, -0x1.eafd480ad9015p-44, 0x1.3401e9ae889bbp-44,
  -0x1.e61f1658cfb9ap-45, 0x1.d75d97ec7c41p-45, 0x1.63bb6216d87d8p-45, 0x1.4193a83fcc7a6p-46,
  -0x1.c25e097bd9771p-46, 0x1.609c1ff29a114p-45, -0x1.749d3c2d23a07p-47, 0x0p+0, 0x0p+0,
  0x1.4554412c584ep-44, 0x1.98139928637fep-47, -0x1.5439ce030a687p-44, -0x1.2b98a9a4168fdp-44,
  -0x1.8888ddfc47628p-44, -0x1.0c22e4ec4d90dp-44, 0x1.965c36e09f5fep-44, -0x1.7e5dd7009902cp-46,
  0x1.49d8cfc10c7bfp-44, 0x1.fad46e8d26ab7p-44, 0x1.1cb7ce1d17171p-44, -0x1.c0fe460d20041p-44,
  -0x1.ab7c09e838668p-44, 0x1.b1bdff50225c7p-44, 0x1.36433b5efbeedp-44, 0x1.11fcba80cdd1p-44,
  -0x1.7e5dd7009902cp-45, 0x1.ec2d2a9009e3dp-45, 0x1.00d238fd3df5cp-46, 0x1.f098ee3a5081p-44,
  0x1.19713c0cae559p-44, 0x1.c79b60ae1ff0fp-47, 0x1.9baa7a6b887f6p-44, -0x1.98c1d34f0f462p-44,
  -0x1.d66a90d0005a6p-44, 0x1.e0ddb9a631e83p-46, -0x1.935f57718d7cap-46, 0x1.470fa3efec39p-44,
  -0x1.8724350562169p-45, 0x1.e90683b9cd768p-46, -0x1.92e0ee55c7ac6p-45, -0x1.84a7e75b6f6e4p-47,
  0x1.2806a847527e6p-44, 0x1.5e91663732a36p-44, -0x1.bae49f1df7b5ep-44, 0x1.a43dcfade85aep-44,
  -0x1.e76324e912b17p-44, 0x1.7188b163ceae9p-45, 0x1.e0c07824daaf5p-44, 0x1.7d2f73ad1aa14p-45,
  -0x1.82eaed3c8b65ep-44, -0x1.1b61f10522625p-44, 0x1.a9cfa4a5004f4p-45, -0x1.8e27ad3213cb8p-45,
  0x1.16ecdb0f177c8p-46, 0x1.83b54b606bd5cp-46, -0x1.6e95892923d88p-47,
};

// Of a positive normal number; what else there is is for the slow path.
INLINED void replace_by_accurate_logarithm(numbers *x) {
  const uint64_t offset = 0x3FE6000000000000;
  numbers value = *x;
  // Subnormal numbers, zero, negative ones, infinity and NaN, one lane at a time.
  numbers slow = {0, 0, 0, 0, 0, 0, 0, 0};
  const truths is_normal = (value >= 0x1p-1022) & (value <= 0x1.fffffffffffffp1023);
  const int is_slow = __builtin_reduce_and(is_normal) == 0;
  if (is_slow) {
    for (int lane = 0; lane < LANES; lane++) {
      if (!is_normal[lane]) {
        slow[lane] = log(value[lane]);
        value[lane] = 1;
      }
    }
  }

  const words bits = (words)value;
  const words shifted = bits - offset;
  const words interval = (shifted >> 45) & 127;
  // Written into the significand of 2^52, an integer becomes a number without a conversion.
  const words biased = (shifted + (UINT64_C(1023) << 52)) >> 52;
  const numbers exponent = (numbers)(biased | 0x4330000000000000) - (0x1p52 + 1023);
  const words fraction = bits - ((biased - 1023) << 52);
  const numbers z = (numbers)fraction;
  const numbers z_high = (numbers)(fraction & 0xFFFFFFFFF8000000);
  numbers reciprocal, high, low;
  for (int lane = 0; lane < LANES; lane++) {
    reciprocal[lane] = reciprocals[interval[lane]];
    high[lane] = logarithms_high[interval[lane]];
    low[lane] = logarithms_low[interval[lane]];
  }
  reciprocal *= 0x1p-9;

  // Products of 26 or 27 bits and 10 bits are exact, and so is the sum of r and its rest.
  const numbers large = z_high * reciprocal - 1;
  const numbers small = (z - z_high) * reciprocal;
  const numbers r = large + small;
  const numbers rest = small - (r - large);
  const numbers r2 = r * r;
  const numbers r4 = r2 * r2;
  const numbers first = (-0.5 + r * (1.0 / 3)) + (-0.25 + r * 0.2) * r2;
  const numbers second = (-1.0 / 6 + r * (1.0 / 7)) + (-0.125 + r * (1.0 / 9)) * r2;
  const numbers series = r2 * (first + r4 * second);

  const numbers whole = exponent * 0x1.62e42fefa38p-1 + high;
  const numbers sum = whole + r;
  const numbers lost = (whole - sum) + r;
  *x = sum + ((lost + ((exponent * 0x1.ef35793c7673p-45 + low) + rest)) + series);
  if (is_slow) {
    for (int lane = 0; lane < LANES; lane++) {
      if (!is_normal[lane]) (*x)[lane] = slow[lane];
    }
  }
}

#define NEARBY_LOGARITHM_ERROR 1.4e-10

// Of positive normal numbers, within the error above; neither the same on every processor nor fit to
// decide anything by itself.
//
// x = 2^e m with m in [1, 2); u = 2 m - 3 lies in [-1, 1), and with r = 3 - sqrt 8,
// ln m = ln (A (1 + 2 r u + r^2)) = ln A + 2 sum over k >= 1 of (-1)^(k+1) r^k / k T_k(u), where
// A = 1 / (4 r) and T_k are Chebyshev's polynomials, none of which exceeds 1. The series ends with
// k = 11, so that what is left out is below 2 r^12 / (12 (1 - r)) < 1.32e-10. A unit in the last
// place of e ln 2 is at most 2^-43.
INLINED void replace_by_nearby_logarithm(numbers *x) {
#pragma STDC FP_CONTRACT ON
  const words bits = (words)*x;
  const numbers exponent = (numbers)((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023);
  const numbers u = (numbers)((bits & 0x000FFFFFFFFFFFFF) | 0x4000000000000000) - 3.0;
  const numbers u2 = u * u;
  const numbers u4 = u2 * u2;
  const numbers first = (0x1.9f323ecdcac1cp-2 + 0x1.555555519b642p-2 * u)
    + (-0x1.c71c75d4a3b81p-5 + 0x1.948b1cb8890e5p-7 * u) * u2;
  const numbers second = (-0x1.948824911ed93p-9 + 0x1.af7ce44e1daf3p-11 * u)
    + (-0x1.e039082ed9cf3p-13 + 0x1.12a55a9c38930p-14 * u) * u2;
  const numbers third = (-0x1.343416c936c61p-16 + 0x1.698d463775a58p-18 * u)
    + (-0x1.2fce4c35f90cdp-19 + 0x1.7b16fb1dce3c1p-21 * u) * u2;
  *x = (0x1.62e42fefa39efp-1 * exponent + first) + (second + third * u4) * u4;
}

#endif
